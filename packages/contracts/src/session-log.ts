import type { JsonObject } from '@firefly/domain/json';
import { z } from 'zod';

/** Different misses that one line names; of more only their number is kept. */
export const MOST_MISSES = 100;
/** UTF-16 units of a call's arguments as JSON; a longer one is only counted. */
export const LONGEST_ARGUMENTS = 64 * 1024;

const count = z.int().nonnegative();

const args = z.custom<JsonObject>(
  (value) =>
    z.record(z.string(), z.json()).safeParse(value).success &&
    JSON.stringify(value).length <= LONGEST_ARGUMENTS,
  `must be an object of at most ${LONGEST_ARGUMENTS} characters`,
);

/** A call that a simulator could not answer, and how often a session made it. */
export const missedCall = z.object({
  server: z.string().min(1).max(256),
  tool: z.string().min(1).max(256),
  /** Of the tool as the bundle holds it. */
  fingerprint: z.string().max(64),
  arguments: args,
  count: z.int().min(1),
});

/** One line of the log of a simulator: a session that has ended, and what was asked in vain. */
export const sessionLine = z.object({
  format: z.literal('firefly.session/1'),
  task_id: z.string(),
  run_id: z.string().optional(),
  opened_at: z.iso.datetime(),
  ended_at: z.iso.datetime(),
  end: z.enum(['closed', 'expired', 'stopped']),
  calls: count,
  /** How the calls were answered. */
  tiers: z.object({
    exact: count,
    normalized: count,
    similar: count,
    simulated: count,
    miss: count,
  }),
  /** Faults that were injected. */
  faults: count,
  /** Of the last answer that was verified; null if none was. */
  reward: z.number().nullable(),
  misses: z.array(missedCall).max(MOST_MISSES),
  misses_left_out: count.default(0),
});

export type MissedCall = z.output<typeof missedCall>;
export type SessionLine = z.output<typeof sessionLine>;
