import type { Fault } from '@firefly/contracts/simulator';
import type { Tier } from '@firefly/domain/simulation/replay';
import type { Session } from './session.ts';

/** What became of a session so far. */
export interface SessionSummary {
  readonly task_id: string;
  readonly run_id?: string;
  readonly opened_at: string;
  readonly calls: number;
  /** How many calls each tier answered. */
  readonly tiers: Readonly<Record<Tier, number>>;
  /** How many calls met each fault. */
  readonly faults: Readonly<Partial<Record<Fault, number>>>;
  /** The last reward, if one was asked for. */
  readonly reward: number | null;
}

export function summaryOf({
  task,
  runId,
  openedAt,
  calls,
  refused,
  reward,
}: Session): SessionSummary {
  const tiers = { exact: 0, normalized: 0, similar: 0, simulated: 0, miss: 0 };
  const faults: Partial<Record<Fault, number>> = refused > 0 ? { budget: refused } : {};
  for (const { tier, meta } of calls) {
    if (tier !== null) tiers[tier] += 1;
    if (meta.fault) faults[meta.fault] = (faults[meta.fault] ?? 0) + 1;
  }
  return {
    task_id: task.id,
    ...(runId === undefined ? {} : { run_id: runId }),
    opened_at: openedAt.toISOString(),
    ...{ calls: calls.length, tiers, faults, reward: reward?.reward ?? null },
  };
}
