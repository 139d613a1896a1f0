import { resolve } from 'node:path';
import { z } from 'zod';
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
  engine: z.literal('rules', { error: 'is not known: "rules" is the only engine yet' }),
  fresh: z.boolean(),
  json: z.boolean(),
  fromMisses: z.string().min(1, 'must name a file').optional(),
});

/** An option as it is written. */
export const dashed = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The options of a run; paths are absolute. */
export type RunOptions = z.output<typeof schema>;

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
  return {
    ...rest,
    ...{ servers: resolve(cwd, servers), out: resolve(cwd, out) },
    ...(fromMisses === undefined ? {} : { fromMisses: resolve(cwd, fromMisses) }),
  };
}
