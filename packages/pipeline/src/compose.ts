import type { NewJob } from '@firefly/contracts/queues';
import { parseSpec, type RunSpec } from '@firefly/contracts/run-spec';
import type { Database } from '@firefly/db/database';
import type { MissedCall } from '@firefly/domain/catalog/missed-calls';
import type { Evaluate, Limiter, ToolServers } from '@firefly/domain/ports';
import { rulesExplorer } from '@firefly/engines/rules/explorer';
import type { QueueConnection } from '@firefly/queue/connection';
import type { Concurrency } from '@firefly/queue/pool-size';
import type { Workers, WorkersOptions } from '@firefly/queue/workers';
import type { Models } from './asker.ts';
import type { Dependencies, OpenServer } from './dependencies.ts';
import { loadEvidence } from './evidence.ts';
import { makeHandlers, makeOnFinalFailure } from './handlers.ts';
import { memoLatest } from './memo-latest.ts';
import { missingJobs } from './missing.ts';
import { readRunRows } from './run-rows.ts';
import { makeRunServers } from './run-servers.ts';
import { makeStartSimulator } from './simulator-process.ts';

/** What an app brings: opened resources, and how servers are connected. */
export interface Parts {
  readonly db: Database;
  readonly queues: QueueConnection;
  /** Shared with every other run and process. */
  readonly limiter: Limiter;
  readonly evaluate: Evaluate;
  /** Connects the servers that a run names. */
  readonly openServers: (servers: RunSpec['servers'], limiter: Limiter) => Promise<ToolServers>;
  /** Connects one server that the service knows, for a look at it. */
  readonly openServer: (name: string, limiter: Limiter) => Promise<OpenServer>;
  /** Calls that the discovery of every run here makes beside its own: a command's, which has one run. */
  readonly misses?: readonly MissedCall[];
  /** How models are asked; left out where nobody said how. */
  readonly models?: Models | undefined;
  /** Told of what no job can report. */
  readonly onError: (error: unknown) => void;
  /** Entry file of the simulator app. */
  readonly simulatorEntry: string;
  readonly tempDir: string;
  readonly version: string;
}

/** The pipeline of this process: workers on every queue, and the runs' servers they share. */
export interface Pipeline {
  readonly enqueue: Dependencies['enqueue'];
  /** Whether a job that moves this run waits or runs. */
  isAlive(runId: string): Promise<boolean>;
  startWorkers(concurrency: Concurrency, onAttempt?: WorkersOptions['onAttempt']): Promise<Workers>;
  /** Stops the servers that were connected. */
  closeServers(): Promise<void>;
}

/** Of a thousand jobs that a run waits for, some are enough to see whether they are there. */
const MOST_LOOKED_FOR = 20;

/** Builds the dependencies of all steps once: the composition root that apps call. */
export function composePipeline(parts: Parts): Pipeline {
  const { db, queues } = parts;
  const servers = makeRunServers(async (runId) => {
    const run = await db.runs.find(runId);
    if (run === null) throw new Error(`there is no run ${runId}`);
    return parts.openServers(parseSpec(run.spec).servers, parts.limiter);
  }, parts.onError);
  const enqueue = async (runId: string, jobs: readonly NewJob[]): Promise<void> => {
    const run = await db.runs.find(runId);
    if (run !== null) await queues.producer.enqueueAll(jobs, run.revision);
  };
  const deps: Dependencies = {
    db,
    serversOf: servers.of,
    withServers: servers.during,
    openServer: (name) => parts.openServer(name, parts.limiter),
    misses: parts.misses ?? [],
    evaluate: parts.evaluate,
    explorer: rulesExplorer,
    models: parts.models ?? null,
    evidenceAfter: memoLatest((runId, wave) => loadEvidence(db, runId, wave + 1)),
    startSimulator: makeStartSimulator(parts.simulatorEntry),
    enqueue,
    tempDir: parts.tempDir,
    version: parts.version,
    now: () => new Date(),
  };
  return {
    enqueue,
    async isAlive(runId) {
      const run = await db.runs.find(runId);
      if (run === null) return false;
      const { plan } = await queues.counts();
      // Its turns have ids that nobody knows; no run is planned for long.
      if (plan.waiting + plan.active + plan.delayed > 0) return true;
      const missing = missingJobs(await readRunRows(db, run));
      if (!('jobs' in missing)) return false;
      const jobs = missing.jobs.slice(0, MOST_LOOKED_FOR);
      // Where it went on after a pause, jobs of the revision before may still be at work.
      const revisions = [run.revision, Math.max(0, run.revision - 1)];
      const found = revisions.map((revision) => queues.hasAny(jobs, revision));
      return (await Promise.all(found)).includes(true);
    },
    startWorkers: (concurrency, onAttempt) =>
      queues.startWorkers(makeHandlers(deps), {
        ...{ concurrency, onAttempt },
        onFinalFailure: makeOnFinalFailure(deps),
      }),
    closeServers: () => servers.close(),
  };
}
