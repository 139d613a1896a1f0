import { type TestDatabase, testDatabase } from '@firefly/testing/database';
import { canStartRedis, startRedis } from '@firefly/testing/redis';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { idsOf } from './bundle-of.ts';
import { makePlace, type Place } from './place.ts';
import { processesOf } from './processes.ts';
import { ATLAS } from './servers-file.ts';
import { type ServiceUnderTest, startParts, startWhole } from './service.ts';
import { acceptedIn, newRun, until, untilRun } from './service-client.ts';

// A busy machine may take long.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 180_000 });

const SECRET = { ATLAS_LICENCE: 'lantern-oil-4711-xyz' };
const TASKS = 8;
let place: Place;
let wanted: string[];

/** The tasks of the command line are those that every service must make of the same seed. */
beforeAll(async () => {
  place = await makePlace(SECRET);
  const servers = await place.serve('mcp.json', { atlas: { ...ATLAS } });
  const { code, err } = await place.run(
    ...['run', '--servers', servers, '--out', place.at('whole'), '--tasks', String(TASKS)],
  );
  expect(code, err).toBe(0);
  wanted = (await idsOf(place.at('whole'))).toSorted();
  expect(wanted).toHaveLength(TASKS);
});
afterAll(() => place?.close());

const environment = (home: string, more: Readonly<Record<string, string>> = {}) => ({
  ...SECRET,
  ...{ FIREFLY_HOME: place.at(home), FIREFLY_SERVERS: place.at('mcp.json') },
  ...more,
});

async function makesTheTasks(service: ServiceUnderTest): Promise<void> {
  const { id } = await newRun(service.url, { servers: ['atlas'], tasks: TASKS });
  const end = await untilRun(service.url, id, ['finished', 'failed', 'cancelled']);
  expect(end, service.said()).toMatchObject({ status: 'finished', error: null });
  expect((await acceptedIn(service.url, id)).toSorted()).toEqual(wanted);
}

test('all of it in one process, on the embedded Postgres', async () => {
  const service = await startWhole(environment('one'));
  await makesTheTasks(service);
  // It goes when it is told to, and leaves nothing running.
  expect(await service.stop('SIGINT')).toEqual([130]);
  expect(await processesOf(place.at('one'))).toEqual([]);
});

test('a run that a stop or a kill left unfinished goes on with the next start', async () => {
  const first = await startWhole(environment('again'));
  const { id } = await newRun(first.url, { servers: ['atlas'], tasks: TASKS });
  await untilRun(first.url, id, ['running']);
  await first.stop('SIGTERM');
  const second = await startWhole(environment('again'));
  await second.stop('SIGKILL');
  const third = await startWhole(environment('again'));
  try {
    expect(await untilRun(third.url, id, ['finished', 'failed'])).toMatchObject({
      status: 'finished',
    });
    expect((await acceptedIn(third.url, id)).toSorted()).toEqual(wanted);
  } finally {
    await third.stop('SIGTERM');
  }
});

/** Half of the workers explore, the others do the rest: none could make the run alone. */
const EXPLORERS = { WORKER_QUEUES: 'discover,explore,probe', WORKER_CONCURRENCY: '2' };
const OTHERS = {
  WORKER_QUEUES: 'link,plan,synthesize,judge,solve,score,export',
  WORKER_CONCURRENCY: '2',
};
const ALIKE = { WORKER_CONCURRENCY: '2' };

describe('each part a process, on a Postgres elsewhere', () => {
  let store: TestDatabase;
  beforeAll(async () => {
    store = await testDatabase();
  });
  afterAll(() => store?.close());

  const start = (workers: readonly Readonly<Record<string, string>>[], queueUrl?: string) =>
    startParts(
      environment('parts', {
        DATABASE_URL: store.url,
        ...(queueUrl === undefined ? {} : { QUEUE_URL: queueUrl }),
      }),
      workers,
    );
  async function run(
    workers: readonly Readonly<Record<string, string>>[],
    queueUrl?: string,
  ): Promise<void> {
    const service = await start(workers, queueUrl);
    try {
      await makesTheTasks(service);
    } finally {
      expect(await service.stop('SIGTERM')).toEqual(Array(workers.length + 1).fill(143));
    }
  }

  test('one worker', () => run([ALIKE]));

  test('four workers, each for some of the queues', () =>
    run([EXPLORERS, EXPLORERS, OTHERS, OTHERS]));

  test('four workers, of which one is killed in the middle', async () => {
    const service = await start([ALIKE, ALIKE, ALIKE, ALIKE]);
    try {
      const { id } = await newRun(service.url, { servers: ['atlas'], tasks: TASKS });
      await until(async () => (await acceptedIn(service.url, id, true)).length > 0);
      await service.killLast();
      expect(await untilRun(service.url, id, ['finished', 'failed'])).toMatchObject({
        status: 'finished',
      });
      expect((await acceptedIn(service.url, id)).toSorted()).toEqual(wanted);
    } finally {
      await service.stop('SIGTERM');
    }
  });

  describe.skipIf(!canStartRedis)('with the queues on a Redis', () => {
    test.each([1, 4])('%i workers', async (workers) => {
      const redis = await startRedis();
      try {
        await run(Array(workers).fill(ALIKE), redis.url);
      } finally {
        await redis.close();
      }
    });
  });
});
