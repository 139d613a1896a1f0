import type { Reward } from '@firefly/domain/reward/reward';
import { z } from 'zod';

const count = z.int().nonnegative();
const score = z.union([z.literal(0), z.literal(1)]);
const share = z.number().min(0).max(1);

const field = z.strictObject({
  name: z.string(),
  compare: z.enum(['exact', 'number', 'date', 'text', 'set', 'list']),
  score,
  reason: z
    .enum(['unread', 'missing', 'type', 'unreadable', 'differs', 'length', 'order'])
    .nullable(),
  detail: z.string().nullable(),
});

const calls = z.strictObject({
  made: count,
  needed: count,
  needed_made: count,
  superfluous: count,
  errors: count,
  errors_recovered: count,
  faults: count,
  tiers: z.strictObject({
    exact: count,
    normalized: count,
    similar: count,
    simulated: count,
    miss: count,
  }),
});

/** What an attempt at a task is worth, as it goes over the wire. The rules are in docs/reward.md. */
export const reward = z.strictObject({
  version: z.literal(1),
  reward: score,
  partial: share,
  answer: z.enum([
    'read',
    'none',
    'several',
    'malformed',
    'not-an-object',
    'repeated-key',
    'extra-key',
    'text-behind',
    'too-long',
  ]),
  detail: z.string(),
  fields: z.array(field),
  calls,
  label_safe: z.boolean(),
}) satisfies z.ZodType<Reward>;
