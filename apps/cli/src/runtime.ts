import { fileURLToPath } from 'node:url';
import { makeEvaluator } from '@firefly/expressions/evaluator';
import { makeToolServers } from '@firefly/mcp/servers';
import { composePipeline, type Pipeline } from '@firefly/pipeline/compose';
import { type Concurrency, poolSizeFor } from '@firefly/queue/pool-size';
import type { Lifecycle } from '@firefly/service/lifecycle';
import { SERVER_LIMITS } from './limits.ts';
import { ownServers } from './own-servers.ts';
import { openRunQueues, type QueuePlace } from './run-queues.ts';
import type { Store, StoreLoad } from './store.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

const SIMULATOR = fileURLToPath(new URL('../../simulator/src/main.ts', import.meta.url));
const DRAIN_MS = 5_000;

/** How many jobs of each queue run at a time: what works on single explorations is spread. */
const concurrencyOf = (explorations: number): Concurrency => ({
  discover: explorations,
  link: 1,
  plan: 1,
  explore: explorations,
  probe: 1,
  synthesize: explorations,
  judge: explorations,
  solve: 1,
  score: 1,
  export: 1,
});

/** What a process with so many explorations at a time asks of the store. */
export const loadOf = (explorations: number, queueUrl: string | undefined): StoreLoad => {
  const concurrency = concurrencyOf(explorations);
  const jobs = Object.values(concurrency).reduce((total, count) => total + count, 0);
  return { jobs, queueConnections: queueUrl === undefined ? poolSizeFor(concurrency) : 0 };
};

/** What a run needs to be worked on. */
export interface Work {
  readonly runId: string;
  readonly concurrency: number;
  readonly queues: QueuePlace;
  readonly environment: Terminal['environment'];
}

/** The pipeline of one run. */
export interface RunPipeline extends Pipeline {
  /** The run has ended: its queues are removed before they are closed. */
  ended(): void;
}

/**
 * Opens the queues, composes the pipeline and starts the workers. What is opened is registered with
 * the lifecycle at once, so that a stop in the middle leaves nothing open.
 */
export async function openPipeline(
  { db, tempDir }: Store,
  { runId, concurrency, queues: place, environment }: Work,
  lifecycle: Lifecycle,
): Promise<RunPipeline> {
  const jobs = concurrencyOf(concurrency);
  const queues = await openRunQueues(place, runId, poolSizeFor(jobs));
  let ended = false;
  lifecycle.onStop('queues', async () => {
    try {
      if (ended) await queues.empty();
    } finally {
      await queues.close();
    }
  });
  // Of a process that died the queue still holds jobs as running, and would give them to nobody until
  // their locks run out. The rows say what is missing, so an empty queue costs nothing.
  const part = await db.runs.takePart(runId, () => queues.empty());
  lifecycle.onStop('part in the run', () => part.leave());
  const evaluate = makeEvaluator({ timeoutMs: 2_000, maxOldGenerationMb: 256, workers: 2 });
  lifecycle.onStop('expressions', () => evaluate.close());
  const pipeline = composePipeline({
    db,
    queues,
    evaluate,
    openServers: async (spec, limiter) =>
      makeToolServers(await ownServers(spec, environment), {
        tempDir,
        environment,
        limiter,
        ...SERVER_LIMITS,
      }),
    simulatorEntry: SIMULATOR,
    tempDir,
    version,
  });
  lifecycle.onStop('servers', () => pipeline.closeServers());
  const workers = await pipeline.startWorkers(jobs);
  lifecycle.onStop('workers', () => workers.close(DRAIN_MS));
  return {
    ...pipeline,
    ended() {
      ended = true;
    },
  };
}
