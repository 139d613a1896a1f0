import { canUseRedis, testRedis } from '@firefly/testing/redis';
import { describe, expect, test } from 'vitest';
import { useApi } from '../testing/api.ts';

const BOARD = '/admin/queues/api/queues';
const PAYLOAD = { runId: 'r1', wave: 0, index: 3 };

interface Shown {
  readonly name: string;
  readonly isPaused: boolean;
  readonly counts: Readonly<Record<string, number>>;
  readonly jobs: readonly { readonly name: string; readonly data: unknown }[];
}

function jobsOnTheBoard(api: ReturnType<typeof useApi>): void {
  const show = async (status: string): Promise<Shown> => {
    const url = `${BOARD}?activeQueue=board.explore&status=${status}`;
    const { queues } = (await api.app().inject(url)).json();
    return queues.find(({ name }: Shown) => name === 'board.explore');
  };
  const put = async (path: string): Promise<number> =>
    (await api.app().inject({ method: 'PUT', url: `${BOARD}/board.explore/${path}` })).statusCode;

  test('a job says its run, its place, its server and its tools', async () => {
    const { producer } = api.queues();
    const about = 'maps/find, maps/near';
    await producer.enqueue({ queue: 'explore', payload: PAYLOAD, about }, 0);
    const { jobs } = await show('waiting');
    expect(jobs).toMatchObject([{ name: 'r1 0.3 maps/find, maps/near', data: PAYLOAD }]);
  });

  test('a queue can be paused and resumed, and a job that is done can be done again', async () => {
    expect(await put('pause')).toBe(200);
    expect((await show('waiting')).isPaused).toBe(true);
    expect(await put('resume')).toBe(200);
    const { shown } = api.queues();
    const [waiting] = await shown.explore.getWaiting(0, 0);
    await waiting?.remove();
    await shown.explore.add('by hand', PAYLOAD, { jobId: 'by-hand' });
    const worker = await api.queues().startWorkers(
      {
        explore: async () => {
          throw new Error('it fails');
        },
      } as never,
      { concurrency: { explore: 1 } as never, onFinalFailure: () => {} },
    );
    await expect.poll(async () => (await show('failed')).counts.failed).toBe(1);
    await worker.close(0);
    expect(await put('by-hand/retry')).toBe(204);
    expect((await show('waiting')).counts).toMatchObject({ failed: 0, waiting: 1 });
  });
}

describe('on Postgres', () => jobsOnTheBoard(useApi()));
describe.skipIf(!canUseRedis)('on Redis (redis-server)', () => jobsOnTheBoard(useApi(testRedis)));
