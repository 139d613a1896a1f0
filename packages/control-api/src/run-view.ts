import type { RunDetail, RunView } from '@firefly/contracts/control-api';
import type { RunStatus } from '@firefly/contracts/run-events';
import { parseSpec } from '@firefly/contracts/run-spec';
import type { LedgerRow } from '@firefly/db/repositories/model-calls';
import type { RunCounts } from '@firefly/db/repositories/progress';
import type { Run } from '@firefly/db/repositories/runs';
import type { Timing } from '@firefly/db/repositories/timings';
import { modelCostOf } from './model-cost.ts';

/** A run as a list shows it. */
export function runView(run: Run): RunView {
  const { tasks, seed, engine, servers } = parseSpec(run.spec);
  return {
    ...{ id: run.id, name: run.name, status: run.status, tasks, seed, engine },
    servers: 'names' in servers ? servers.names : [],
    created_at: run.createdAt.toISOString(),
    finished_at: run.finishedAt?.toISOString() ?? null,
    error: run.error,
    stopping: run.stopping,
  };
}

const MINUTE_MS = 60_000;

/** How long a run has been running, without the time for which it was paused. */
export const runningMs = (
  statuses: readonly { readonly at: Date; readonly status: RunStatus }[],
  now: Date,
): number =>
  statuses.reduce((sum, { at, status }, place) => {
    const until = statuses[place + 1]?.at ?? now;
    return status === 'running' ? sum + Math.max(0, until.getTime() - at.getTime()) : sum;
  }, 0);

/**
 * When the run will hold its tasks if it goes on as it went so far. Null while it does not run, before its
 * first task, and if it explores no more.
 */
export function forecastOf(
  { status, accepted, stopping }: Pick<RunCounts, 'status' | 'accepted' | 'stopping'>,
  tasks: number,
  ms: number,
): RunDetail['forecast'] {
  if (status !== 'running' || stopping !== null || accepted === 0 || ms <= 0) return null;
  return {
    seconds_left: Math.round(((Math.max(0, tasks - accepted) / accepted) * ms) / 1_000),
    tasks_per_minute: Math.round((accepted / ms) * MINUTE_MS * 100) / 100,
  };
}

/** What a run came to so far. */
export interface RunFacts {
  readonly run: Run;
  readonly counts: RunCounts;
  readonly timings: readonly Timing[];
  readonly reasons: RunDetail['reasons'];
  readonly progress: RunDetail['progress'];
  readonly statuses: Parameters<typeof runningMs>[0];
  /** What its models took until now; null where it asks none. */
  readonly spent: readonly LedgerRow[] | null;
}

/** A run in full. */
export function runDetailView(facts: RunFacts, now: Date): RunDetail {
  const { run, counts, timings, reasons, progress, statuses, spent } = facts;
  const { mix, budgets, tasks } = parseSpec(run.spec);
  const { explorations, candidates, passing, replayPassed, accepted, calls } = counts;
  return {
    ...runView(run),
    ...(mix === undefined ? {} : { mix }),
    ...(budgets === undefined ? {} : { budgets }),
    progress,
    yields: {
      ...{ explorations, drafts: candidates, passed: passing },
      ...{ replayed: replayPassed, accepted },
    },
    reasons,
    cost: {
      calls,
      jobs: timings.reduce((sum, { jobs }) => sum + jobs, 0),
      job_ms: Math.round(timings.reduce((sum, { ms }) => sum + ms, 0)),
      ...(spent !== null && { models: modelCostOf(spent) }),
    },
    forecast: forecastOf(counts, tasks, runningMs(statuses, now)),
  };
}
