import { FailureError, failureOf, isPutOff } from '@firefly/contracts/failure';
import type { Limiter, Slot, SlotRequest } from '@firefly/domain/ports';
import { afterEach, expect, test } from 'vitest';
import { contentOf, type Harness, startHarness } from '../testing/harness.ts';
import { listed } from '../testing/listed.ts';

/** So fresh that no hiccup of this process makes it late. */
const now = { granted: true, inMs: 0, lateMs: -1e9 } as const;
type Answer =
  | Omit<Extract<Slot, { granted: true }>, 'release' | 'holds'>
  | Exclude<Slot, { granted: true }>;

let harness: Harness;
afterEach(() => harness.dispose());

/** A server with a limit, and a limiter that answers as told, then always at once. */
async function start(rateLimit: object, ...answers: (Answer | Error)[]) {
  const asked: SlotRequest[] = [];
  const held = { now: 0, released: 0 };
  const limiter: Limiter = {
    async acquire(request) {
      asked.push(request);
      const answer = answers.shift() ?? now;
      if (answer instanceof Error) throw answer;
      if (!answer.granted) return answer;
      held.now += 1;
      const release = async () => {
        held.now -= 1;
        held.released += 1;
      };
      return { ...answer, release, holds: async () => true };
    },
    slowDown: () => Promise.reject(new Error('nobody was refused')),
  };
  harness = await startHarness(
    { tidy: { firefly: { rateLimit } }, fickle: { firefly: { rateLimit } } },
    { limiter },
  );
  return { servers: harness.servers, asked, held };
}

const failure = (work: Promise<unknown>) => work.then(() => null, failureOf);

test('each page of the list and each call asks, and gives its lease back', async () => {
  const { servers, asked, held } = await start({ perSecond: 9, concurrency: 2 });
  expect((await servers.list('tidy')).tools).toHaveLength(7);
  expect(asked).toHaveLength(3);
  // A list that is put off begins anew, so its further pages are waited for longer.
  expect(asked.map(({ patienceMs }) => patienceMs > 5_000)).toEqual([false, true, true]);
  const [a, b] = await Promise.all([servers.open('tidy'), servers.open('tidy', { fresh: true })]);
  await Promise.all([a, b, a].map((session) => session.call('get_environment', {})));
  expect(asked).toHaveLength(6);
  expect(held).toEqual({ now: 0, released: 6 });
  expect(asked[5]).toMatchObject({ limit: { perSecond: 9, concurrency: 2 } });
  // Longer than any request may take.
  expect(asked[5]?.holdMs).toBeGreaterThan(10_000);
  expect(new Set(asked.map(({ key }) => key)).size).toBe(1);
});

test('the look at a changed list asks too, and takes no place that its call has', async () => {
  const { servers, asked, held } = await start({ concurrency: 1 });
  const call = await listed(servers, 'fickle');
  const session = await servers.open('fickle');
  for (let calls = 0; calls < 3; calls++) await call(session, 'list_harbours', {});
  expect(asked).toHaveLength(5);
  expect(held).toEqual({ now: 0, released: 5 });
});

test('an empty limit is none', async () => {
  const { servers, asked } = await start({});
  await (await servers.open('tidy')).call('list_cities', {});
  expect(asked).toEqual([]);
});

test('a process never has more requests under way than it may', async () => {
  const { servers, held, asked } = await start({ concurrency: 2 });
  const session = await servers.open('tidy');
  const calls = Array.from({ length: 6 }, () => session.call('list_cities', {}));
  await Promise.race(calls);
  expect(held.now).toBeLessThanOrEqual(2);
  expect(asked.length).toBeLessThan(6);
  await Promise.all(calls);
  expect(held).toEqual({ now: 0, released: 6 });
});

test('a missed slot is not used, but for one of many in a row', async () => {
  const late = { ...now, lateMs: 31 };
  const { servers, asked, held } = await start(
    { perSecond: 9 },
    late,
    late,
    now,
    ...Array(9).fill(late),
  );
  const session = await servers.open('tidy');
  expect((await session.call('list_cities', {})).kind).toBe('result');
  expect(asked).toHaveLength(3);
  expect((await session.call('list_cities', {})).kind).toBe('result');
  expect(asked).toHaveLength(3 + 6);
  expect(held).toEqual({ now: 0, released: 9 });
});

test('no room for now: it asks again; none for long: the request is put off, and nothing is lost', async () => {
  const { servers, asked } = await start(
    { concurrency: 1 },
    { granted: false, retryInMs: 5, resting: false },
    now,
    { granted: false, retryInMs: 3_600_000, resting: false },
  );
  const session = await servers.open('tidy');
  const { pid } = contentOf(await session.call('get_environment', {}));
  expect(asked).toHaveLength(2);
  const refused = await failure(servers.list('tidy'));
  expect(refused).toMatchObject({ retryAfterMs: 3_600_000, ownLimit: true });
  expect(refused?.message).toContain('server "tidy"');
  // The process goes on serving, and so does the session.
  expect(contentOf(await session.call('get_environment', {})).pid).toBe(pid);
  const other = await servers.open('tidy');
  expect(contentOf(await other.call('get_environment', {})).pid).toBe(pid);
});

test('a store that blinks puts off; what is broken is thrown as it is', async () => {
  const blink = new FailureError({ kind: 'transient', message: 'no connection' });
  const { servers } = await start({ perSecond: 9 }, blink, new Error('a bug'));
  const putOff = await failure(servers.list('tidy'));
  expect(putOff).toMatchObject({ kind: 'transient', message: 'no connection' });
  expect(putOff && isPutOff(putOff)).toBe(true);
  const session = await servers.open('tidy');
  expect(await failure(session.call('list_cities', {}))).toMatchObject({ message: 'a bug' });
});

test('waiting ends with the signal, in line or for a slot, and the next gets its turn', async () => {
  const { servers, held, asked } = await start({ concurrency: 1 }, { ...now, inMs: 1e9 });
  const session = await servers.open('tidy');
  const stop = new AbortController();
  const waiting = ['in its slot', 'in line'].map(() =>
    failure(session.call('list_cities', {}, { signal: stop.signal })),
  );
  const next = session.call('list_cities', {});
  while (held.now === 0) await new Promise(setImmediate);
  stop.abort();
  for (const each of await Promise.all(waiting))
    expect(each).toEqual({
      kind: 'cancelled',
      message: expect.stringContaining('limit of server "tidy"'),
    });
  expect((await next).kind).toBe('result');
  expect(asked).toHaveLength(2);
  expect(held).toEqual({ now: 0, released: 2 });
});
