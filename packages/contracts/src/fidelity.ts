import type { ToolFidelity } from '@firefly/domain/simulation/fidelity/fidelity';
import { rewriteNames } from '@firefly/domain/simulation/normalize';
import { z } from 'zod';

/** `fidelity.json` of a bundle: how a simulator answers from its recordings, as measured. */

const count = z.int().nonnegative();
const share = z.number().min(0).max(1);

const rate = z.strictObject({
  rule: z.enum(['exact', 'schema-violation', 'defaults', ...rewriteNames, 'similar']),
  threshold: share.nullable(),
  answered: count,
  equal: count,
  fields: z.strictObject({ equal: count, all: count }),
  false_answers: z.strictObject({ error: count, other: count }),
  pairs: count,
  false_pairs: count,
  upper: share,
});

/** What a simulator switches on for a tool beside the exact tier. */
export const toolSwitches = z.strictObject({
  defaults: z.boolean(),
  rewrites: z.array(z.enum(rewriteNames)),
  similar: z.strictObject({ threshold: share }).nullable(),
});

const toolFidelity = z.strictObject({
  server: z.string(),
  tool: z.string(),
  fingerprint: z.string().regex(/^[0-9a-f]{32}$/),
  read_only: z.boolean(),
  recordings: count,
  asked: count,
  switches: toolSwitches,
  answers: z.strictObject({ exact: count, normalized: count, similar: count, miss: count }),
  rates: z.array(rate),
}) satisfies z.ZodType<ToolFidelity>;

export const fidelity = z.strictObject({
  format: z.literal('firefly.fidelity/1'),
  /** Chose the recordings held out where there are more than `most` of a tool. */
  seed: z.int(),
  most: z.int().positive(),
  tools: z.array(toolFidelity),
});

export type Fidelity = z.output<typeof fidelity>;
