import { fileURLToPath } from 'node:url';
import { makeEvaluator } from '@firefly/expressions/evaluator';
import { makeToolServers } from '@firefly/mcp/servers';
import { composePipeline, type Pipeline } from '@firefly/pipeline/compose';
import { openQueues } from '@firefly/queue/connection';
import { type Concurrency, poolSizeFor } from '@firefly/queue/pool-size';
import type { Lifecycle } from '@firefly/service/lifecycle';
import { ownServers } from './own-servers.ts';
import type { Store, StoreLoad } from './store.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

const SIMULATOR = fileURLToPath(new URL('../../simulator/src/main.ts', import.meta.url));
const DRAIN_MS = 5_000;
const LIMITS = {
  callTimeoutMs: 30_000,
  startTimeoutMs: 30_000,
  maxResponseBytes: 4 * 1024 * 1024,
} as const;

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
export const loadOf = (explorations: number): StoreLoad => {
  const concurrency = concurrencyOf(explorations);
  const jobs = Object.values(concurrency).reduce((total, count) => total + count, 0);
  return { jobs, queueConnections: poolSizeFor(concurrency) };
};

/**
 * Opens the queues on the store's Postgres, composes the pipeline and starts the workers. What is
 * opened is registered with the lifecycle at once, so that a stop in the middle leaves nothing open.
 */
export async function openPipeline(
  { db, url, tempDir }: Store,
  environment: Terminal['environment'],
  concurrency: number,
  lifecycle: Lifecycle,
  runId: string,
): Promise<Pipeline> {
  const jobs = concurrencyOf(concurrency);
  const queues = await openQueues({ url, poolSize: poolSizeFor(jobs), prefix: runId });
  lifecycle.onStop('queues', () => queues.close());
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
        ...LIMITS,
      }),
    simulatorEntry: SIMULATOR,
    tempDir,
    version,
  });
  lifecycle.onStop('servers', () => pipeline.closeServers());
  const workers = await pipeline.startWorkers(jobs);
  lifecycle.onStop('workers', () => workers.close(DRAIN_MS));
  return pipeline;
}
