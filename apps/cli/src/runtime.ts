import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Database, openDatabase } from '@firefly/db/database';
import { openEmbedded } from '@firefly/db/embedded/embedded';
import { poolSizeFor as databasePool } from '@firefly/db/pool-size';
import { makeEvaluator } from '@firefly/expressions/evaluator';
import { loadServers } from '@firefly/mcp/config/load';
import { makeToolServers } from '@firefly/mcp/servers';
import { composePipeline, type Pipeline } from '@firefly/pipeline/compose';
import { openQueues } from '@firefly/queue/connection';
import { type Concurrency, poolSizeFor as queuePool } from '@firefly/queue/pool-size';
import type { Lifecycle } from '@firefly/service/lifecycle';
import type { Environment } from './environment.ts';
import { version } from './version.ts';

const SIMULATOR = fileURLToPath(new URL('../../simulator/src/main.ts', import.meta.url));
const DRAIN_MS = 5_000;
const LIMITS = {
  callTimeoutMs: 30_000,
  startTimeoutMs: 30_000,
  maxResponseBytes: 4 * 1024 * 1024,
} as const;

/** Everything a run needs, open in this process. */
export interface Runtime {
  readonly db: Database;
  readonly pipeline: Pipeline;
}

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

/**
 * Opens the embedded Postgres, the queues on it, and the pipeline, and starts the workers. What is
 * opened is registered with the lifecycle at once, so that a stop in the middle leaves nothing open.
 */
export async function openRuntime(
  env: {
    readonly settings: Environment;
    readonly servers: Readonly<Record<string, string | undefined>>;
    readonly cwd: string;
  },
  concurrency: number,
  lifecycle: Lifecycle,
  say: (message: string) => void,
): Promise<Runtime> {
  const home = resolve(env.cwd, env.settings.FIREFLY_HOME);
  const tempDir = join(home, 'tmp', String(process.pid));
  await mkdir(tempDir, { recursive: true });
  lifecycle.onStop('temporary files', () => rm(tempDir, { recursive: true, force: true }));
  const postgres = await openEmbedded({ dataDir: join(home, 'pg'), onMessage: say });
  lifecycle.onStop('Postgres', () => postgres.close());
  const jobs = concurrencyOf(concurrency);
  const sum = Object.values(jobs).reduce((total, count) => total + count, 0);
  const db = await openDatabase({
    url: postgres.url,
    poolSize: databasePool({ listeners: 0, concurrency: Math.min(sum, 16) }),
  });
  lifecycle.onStop('database', () => db.close());
  const queues = await openQueues({ url: postgres.url, poolSize: queuePool(jobs) });
  lifecycle.onStop('queues', () => queues.close());
  const evaluate = makeEvaluator({ timeoutMs: 2_000, maxOldGenerationMb: 256, workers: 2 });
  lifecycle.onStop('expressions', () => evaluate.close());
  const pipeline = composePipeline({
    db,
    queues,
    evaluate,
    openServers: async (spec) =>
      makeToolServers(await loadServers(spec.servers, env.servers), {
        tempDir,
        environment: env.servers,
        ...LIMITS,
      }),
    simulatorEntry: SIMULATOR,
    tempDir,
    version,
  });
  lifecycle.onStop('servers', () => pipeline.closeServers());
  const workers = await pipeline.startWorkers(jobs);
  lifecycle.onStop('workers', () => workers.close(DRAIN_MS));
  return { db, pipeline };
}
