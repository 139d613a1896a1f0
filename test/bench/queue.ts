import { join } from 'node:path';
import { openEmbedded } from '@firefly/db/embedded/embedded';
import { poolSizeFor } from '@firefly/queue/pool-size';
import { canStartRedis, startRedis } from '@firefly/testing/redis';
import type { Bench, Finding, Kit, Measured } from './kit/bench.ts';
import { compared } from './kit/finding.ts';
import { alternate } from './kit/rounds.ts';
import { openBarePostgres, openBareRedis } from './queue/bare.ts';
import { concurrency, openOurs } from './queue/ours.ts';
import { type Rates, round } from './queue/round.ts';
import type { OpenStation } from './queue/station.ts';

/** What the typed table of queues costs: `packages/queue` beside bare BullMQ in the same store. */

const poolSize = poolSizeFor(concurrency);

/** A store, and rounds that take a second or two in it. */
interface Store {
  readonly name: string;
  readonly url: string;
  readonly openBare: OpenStation;
  readonly jobs: number;
  readonly rounds: number;
}

async function beside(kit: Kit, { url, openBare, ...store }: Store): Promise<Measured[]> {
  const side = (open: OpenStation) => () => round(open, { url, poolSize }, store.jobs, kit.signal);
  const rounds = await alternate<keyof Rates>(
    kit,
    { what: `queues on ${store.name}`, warmUps: 1, rounds: store.rounds },
    { baseline: side(openBare), subject: side(openOurs) },
  );
  const bar = { of: 'ratio', atLeast: 0.8 } as const;
  return [
    compared(`add, ${store.name}`, 'jobs/s', rounds, 'add', bar),
    compared(`process, ${store.name}`, 'jobs/s', rounds, 'process', bar),
    compared(`add and process, ${store.name}`, 'jobs/s', rounds, 'through', bar),
  ];
}

async function onPostgres(kit: Kit): Promise<Measured[]> {
  const postgres = await openEmbedded({ dataDir: join(kit.folder, 'pg') });
  try {
    return await beside(kit, {
      ...{ name: 'Postgres', url: postgres.url, openBare: openBarePostgres },
      ...{ jobs: 1_500, rounds: 9 },
    });
  } finally {
    await postgres.close();
  }
}

async function onRedis(kit: Kit): Promise<Finding[]> {
  if (!canStartRedis)
    return [{ metric: 'queues on Redis', skipped: 'redis-server is not installed' }];
  const redis = await startRedis();
  try {
    return await beside(kit, {
      ...{ name: 'Redis', url: redis.url, openBare: openBareRedis },
      ...{ jobs: 5_000, rounds: 15 },
    });
  } finally {
    await redis.close();
  }
}

export const bench: Bench = async (kit) => [...(await onPostgres(kit)), ...(await onRedis(kit))];
