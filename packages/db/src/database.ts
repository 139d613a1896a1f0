import type { Limiter } from '@firefly/domain/ports';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { withMappedErrors } from './connection-failure.ts';
import { PrismaClient } from './generated/client.ts';
import { makeLimiter } from './limits/limiter.ts';
import { applyMigrations } from './migrations/apply.ts';
import { checkPoolSize } from './pool-size.ts';
import { connectTo } from './reach.ts';
import { type ApiKeys, makeApiKeys } from './repositories/api-keys.ts';
import { type Bundles, makeBundles } from './repositories/bundles.ts';
import { type Candidates, makeCandidates } from './repositories/candidates.ts';
import { type Explorations, makeExplorations } from './repositories/explorations.ts';
import { type Graph, makeGraph } from './repositories/graph.ts';
import { type Misfits, makeMisfits } from './repositories/misfits.ts';
import { type ModelCalls, makeModelCalls } from './repositories/model-calls.ts';
import { makeProbes, type Probes } from './repositories/probes.ts';
import { makeProgress, type ProgressRows } from './repositories/progress.ts';
import { makeRecordings, type Recordings } from './repositories/recordings.ts';
import { makeRunEvents, type RunEvents } from './repositories/run-events.ts';
import { makeRuns, type Runs } from './repositories/runs.ts';
import { makeServerChecks, type ServerChecks } from './repositories/server-checks.ts';
import { makeServerEntries, type ServerEntries } from './repositories/server-entries.ts';
import { makeServers, type Servers } from './repositories/servers.ts';
import { makeServiceRuns, type ServiceRuns } from './repositories/service-runs.ts';
import { makeTaskPages, type TaskPages } from './repositories/task-pages.ts';
import { makeTimings, type Timings } from './repositories/timings.ts';
import { makeTools, type Tools } from './repositories/tools.ts';
import { makeWaves, type Waves } from './repositories/waves.ts';

/**
 * Everything a run knows. Every write may be done twice: jobs may run twice. A lost connection rejects
 * with a `transient` FailureError.
 */
export interface Database {
  readonly runs: Runs;
  readonly serviceRuns: ServiceRuns;
  readonly events: RunEvents;
  readonly progress: ProgressRows;
  readonly bundles: Bundles;
  readonly serverEntries: ServerEntries;
  readonly serverChecks: ServerChecks;
  readonly apiKeys: ApiKeys;
  readonly servers: Servers;
  readonly tools: Tools;
  readonly recordings: Recordings;
  readonly graph: Graph;
  readonly waves: Waves;
  readonly explorations: Explorations;
  readonly probes: Probes;
  readonly candidates: Candidates;
  readonly taskPages: TaskPages;
  readonly misfits: Misfits;
  readonly modelCalls: ModelCalls;
  readonly timings: Timings;
  /** Shared by all processes of this database. */
  readonly limiter: Limiter;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Connection string of a Postgres database. */
  readonly url: string;
  /** Connections held at most: see `poolSizeFor`. */
  readonly poolSize: number;
  /** Connections that the rest of this process may hold beside these; counted when the server is asked for room. */
  readonly others?: number;
}

/** Migrates the database if it needs that, then connects. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { url, poolSize, others = 0 } = options;
  await reach(url, poolSize + others);
  await applyMigrations(url);
  const pool = new pg.Pool({ connectionString: url, max: poolSize });
  // An idle connection that breaks is replaced by the pool; without a listener it would end us.
  pool.on('error', () => {});
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    runs: withMappedErrors(makeRuns(prisma, url)),
    serviceRuns: withMappedErrors(makeServiceRuns(prisma)),
    events: withMappedErrors(makeRunEvents(prisma)),
    progress: withMappedErrors(makeProgress(prisma)),
    bundles: withMappedErrors(makeBundles(prisma)),
    serverEntries: withMappedErrors(makeServerEntries(prisma)),
    serverChecks: withMappedErrors(makeServerChecks(prisma)),
    apiKeys: withMappedErrors(makeApiKeys(prisma)),
    servers: withMappedErrors(makeServers(prisma)),
    tools: withMappedErrors(makeTools(prisma)),
    recordings: withMappedErrors(makeRecordings(prisma)),
    graph: withMappedErrors(makeGraph(prisma)),
    waves: withMappedErrors(makeWaves(prisma)),
    explorations: withMappedErrors(makeExplorations(prisma)),
    probes: withMappedErrors(makeProbes(prisma)),
    candidates: withMappedErrors(makeCandidates(prisma)),
    taskPages: withMappedErrors(makeTaskPages(prisma)),
    misfits: withMappedErrors(makeMisfits(prisma)),
    modelCalls: withMappedErrors(makeModelCalls(prisma)),
    timings: withMappedErrors(makeTimings(prisma)),
    limiter: withMappedErrors(makeLimiter(pool)),
    async ping() {
      await pool.query('SELECT 1');
    },
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

/** A first look, so that a server that is not there, or too small, is said in plain words. */
async function reach(url: string, poolSize: number): Promise<void> {
  const client = await connectTo(url);
  try {
    await checkPoolSize(client, poolSize);
  } finally {
    await client.end();
  }
}
