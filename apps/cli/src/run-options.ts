import { resolve } from 'node:path';
import type { ModelSpec } from '@firefly/contracts/model-spec';
import { type Budgets, engines } from '@firefly/contracts/run-spec';
import { z } from 'zod';
import { dashed } from './dashed.ts';
import { budgetsOf, type ModelOptions, modelSpecOf } from './model-options.ts';
import { UsageError } from './usage-error.ts';

/** A number option as the command line gives it. */
const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be from ${least} to ${most}`);

const schema = z.object({
  servers: z.string().min(1, 'must name a file'),
  tasks: whole(1, 10_000),
  out: z.string().min(1, 'must name a folder'),
  seed: whole(0, 2 ** 31 - 1),
  concurrency: whole(1, 32),
  engine: z.enum(engines, { error: `is not known: it is one of ${engines.join(', ')}` }),
  fresh: z.boolean(),
  json: z.boolean(),
  fromMisses: z.string().min(1, 'must name a file').optional(),
});

/** The options of a run; paths are absolute. */
export type RunOptions = z.output<typeof schema> & {
  readonly model?: ModelSpec;
  readonly budgets?: Budgets;
};

/** Checks the options of `run` and `demo`. Throws a `UsageError` that names the option. */
export function parseRunOptions(given: unknown, cwd: string): RunOptions {
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = String(issue?.path[0] ?? '');
    const value = (given as Record<string, unknown>)[name];
    throw new UsageError(`--${dashed(name)} ${JSON.stringify(value ?? null)} ${issue?.message}`);
  }
  const { servers, out, fromMisses, ...rest } = parsed.data;
  const model = modelSpecOf(given as ModelOptions);
  const budgets = budgetsOf(given as ModelOptions);
  return {
    ...rest,
    ...{ servers: resolve(cwd, servers), out: resolve(cwd, out) },
    ...(model === undefined ? {} : { model }),
    ...(budgets === undefined ? {} : { budgets }),
    ...(fromMisses === undefined ? {} : { fromMisses: resolve(cwd, fromMisses) }),
  };
}
