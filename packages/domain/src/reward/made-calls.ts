import type { TaskCall } from '../dataset/task.ts';
import { requestKey } from '../identity.ts';
import type { Tier } from '../simulation/replay.ts';

/** A call that a task needs, as far as it is looked at: its request. */
export type NeededCall = Pick<TaskCall, 'server' | 'fingerprint' | 'arguments' | 'state_key'>;

/** One call of a rollout to a tool, and what became of it; calls of `submit_answer` are none. */
export interface MadeCall {
  readonly server: string;
  readonly tool: string;
  /** How the simulator answered; null where it injected a fault instead. */
  readonly tier: Tier | null;
  /** The `requestKey` of the recording whose response was given; null where there was none. */
  readonly answered_by: string | null;
  /** False for an error of any kind: recorded, of validation, a miss, a fault. */
  readonly succeeded: boolean;
}

/** The calls of a rollout, counted beside the calls that its task needs. */
export interface CallCounts {
  readonly made: number;
  /** Calls that the task needs. */
  readonly needed: number;
  /** Of these, how many were made and answered with their own recordings. */
  readonly needed_made: number;
  /** Calls that were none of the needed ones, or one of them again; faults do not count. */
  readonly superfluous: number;
  /** Calls that were answered with an error, faults included. */
  readonly errors: number;
  /** Errors after which a later call of the same tool succeeded. */
  readonly errors_recovered: number;
  /** Faults that the simulator injected. */
  readonly faults: number;
  readonly tiers: Readonly<Record<Tier, number>>;
}

/** Tiers that give what the server gave to this very request. */
const TRUSTED: ReadonlySet<Tier> = new Set<Tier>(['exact', 'normalized']);
/** Tiers that may say what the server would not have said. A miss is an error, and true. */
const DOUBTFUL: ReadonlySet<Tier> = new Set<Tier>(['similar', 'simulated']);

/** Whether nothing that the rollout was told may contradict the label. */
export const isLabelSafe = (calls: readonly MadeCall[]): boolean =>
  !calls.some(({ tier }) => tier !== null && DOUBTFUL.has(tier));

function neededMade(needed: readonly NeededCall[], made: readonly MadeCall[]): number {
  const left = needed.map(requestKey);
  for (const { tier, answered_by, succeeded } of made) {
    const at =
      tier !== null && TRUSTED.has(tier) && succeeded ? left.indexOf(answered_by ?? '') : -1;
    if (at >= 0) left.splice(at, 1);
  }
  return needed.length - left.length;
}

function recovered(made: readonly MadeCall[]): number {
  const succeeded = new Set<string>();
  return made.toReversed().filter((call) => {
    const tool = JSON.stringify([call.server, call.tool]);
    if (call.succeeded) succeeded.add(tool);
    return !call.succeeded && succeeded.has(tool);
  }).length;
}

export function countCalls(needed: readonly NeededCall[], made: readonly MadeCall[]): CallCounts {
  const tiers = { exact: 0, normalized: 0, similar: 0, simulated: 0, miss: 0 };
  for (const { tier } of made) if (tier !== null) tiers[tier] += 1;
  const faults = made.filter(({ tier }) => tier === null).length;
  const needed_made = neededMade(needed, made);
  return {
    made: made.length,
    needed: needed.length,
    needed_made,
    superfluous: made.length - faults - needed_made,
    errors: made.filter(({ succeeded }) => !succeeded).length,
    errors_recovered: recovered(made),
    faults,
    tiers,
  };
}
