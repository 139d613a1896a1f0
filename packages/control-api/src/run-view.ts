import type { RunDetail, RunView } from '@firefly/contracts/control-api';
import { ended } from '@firefly/contracts/run-events';
import { parseSpec } from '@firefly/contracts/run-spec';
import type { RunCounts } from '@firefly/db/repositories/progress';
import type { Run } from '@firefly/db/repositories/runs';
import type { Timing } from '@firefly/db/repositories/timings';

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

/** When the run will hold its tasks if it goes on as it went so far. */
export function forecastOf(
  { status, accepted }: Pick<RunCounts, 'status' | 'accepted'>,
  tasks: number,
  ms: number,
): RunDetail['forecast'] {
  if (ended.has(status) || accepted === 0 || ms <= 0) return null;
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
}

/** A run in full. */
export function runDetailView(facts: RunFacts, now: Date): RunDetail {
  const { run, counts, timings, reasons, progress } = facts;
  const { mix, budgets, tasks } = parseSpec(run.spec);
  const { explorations, candidates, passing, replayed, accepted, calls } = counts;
  return {
    ...runView(run),
    ...(mix === undefined ? {} : { mix }),
    ...(budgets === undefined ? {} : { budgets }),
    progress,
    yields: { explorations, drafts: candidates, passed: passing, replayed, accepted },
    reasons,
    cost: {
      calls,
      jobs: timings.reduce((sum, { jobs }) => sum + jobs, 0),
      job_ms: Math.round(timings.reduce((sum, { ms }) => sum + ms, 0)),
    },
    forecast: forecastOf(counts, tasks, now.getTime() - run.createdAt.getTime()),
  };
}
