import { failureOf, isPutOff } from '@firefly/contracts/failure';
import type { Limiter, Slot, SlotRequest } from '@firefly/domain/ports';
import { afterEach, expect, test } from 'vitest';
import { contentOf } from '../testing/harness.ts';
import { says, startTroubled, type Troubled, thrownBy } from '../testing/troubles.ts';
import { makeLoneLimiter } from './lone-limiter.ts';

let troubled: Troubled;
afterEach(() => troubled.dispose());

/** The limits of this process, and what was asked of them in which order. */
function watched(change: (slot: Slot) => Slot = (slot) => slot) {
  const asked: (SlotRequest | number)[] = [];
  const lone = makeLoneLimiter();
  const limiter: Limiter = {
    async acquire(request) {
      asked.push(request);
      return change(await lone.acquire(request));
    },
    slowDown(key, restMs) {
      asked.push(restMs);
      return lone.slowDown(key, restMs);
    },
  };
  return { limiter, asked };
}
const NAME = { name: 'Ansgar Cove' };
const posts = ({ far }: Troubled) => far.seen.filter(({ what }) => what === 'POST tools/call');

test('a refused request is told, and takes a slot of its own each time it is sent', async () => {
  const { limiter, asked } = watched();
  troubled = await startTroubled('tools/call', says(429), { times: 2, limiter });
  const session = await troubled.servers.open('far');
  // Greeting, confirmation, stream.
  expect(asked).toMatchObject([{ requests: 3 }]);
  const reply = await session.call('get_name', {});
  expect(contentOf(reply)).toEqual(NAME);
  expect(asked.slice(1)).toMatchObject([{ requests: 1 }, 250, { requests: 1 }, 500, {}]);
  // The rest that came before it is no part of it.
  expect(reply.durationMs).toBeLessThan(250);
});

test('one that is refused for long is put off, in the words of the server', async () => {
  const { limiter, asked } = watched();
  const later = says(503, '', { 'retry-after': '90' });
  troubled = await startTroubled('tools/call', later, { limiter });
  const session = await troubled.servers.open('far');
  const failure = await thrownBy(session.call('get_name', {}));
  expect(failure).toMatchObject({ kind: 'transient', retryAfterMs: 90_000 });
  // Not by a limit of ours: that it comes back is counted.
  expect(failure).not.toHaveProperty('ownLimit');
  expect(asked).toContain(90_000);
  expect(posts(troubled)).toHaveLength(1);
});

test('one that is refused again and again is put off, not lost', async () => {
  const { limiter } = watched();
  const options = { limiter, patienceMs: 600 };
  troubled = await startTroubled('tools/call', says(429, '', { 'retry-after': '0' }), options);
  const session = await troubled.servers.open('far');
  const failure = await session.call('get_name', {}).then(() => null, failureOf);
  expect(failure && isPutOff(failure)).toBe(true);
  expect(failure).toMatchObject({ message: expect.stringContaining('"far" wants to be asked') });
  expect(posts(troubled)).toHaveLength(2);
});

test('a slot that was given out before a rest is not used', async () => {
  let voids = 0;
  const { limiter, asked } = watched((slot) => {
    if (!slot.granted || voids === 2) return slot;
    voids += 1;
    return { ...slot, inMs: 260, holds: async () => false };
  });
  troubled = await startTroubled('', says(200), { limiter });
  const session = await troubled.servers.open('far');
  expect(asked).toHaveLength(3);
  expect(contentOf(await session.call('get_name', {}))).toEqual(NAME);
  expect(asked).toHaveLength(4);
});

test('who goes on with what is begun waits longer: it would have to be begun anew', async () => {
  const { limiter, asked } = watched();
  troubled = await startTroubled('', says(200), { limiter });
  const { servers } = troubled;
  const patience = () => asked.map((one) => (typeof one === 'number' ? one : one.patienceMs));
  await servers.open('far').then((session) => session.call('get_name', {}));
  for (const ms of patience()) expect(ms).toBeLessThanOrEqual(5_000);
  asked.length = 0;
  await servers.open('far', { fresh: true }).then((session) => session.call('get_name', {}));
  const [greeting, call] = patience();
  expect(greeting).toBeLessThanOrEqual(5_000);
  expect(call).toBeGreaterThan(500_000);
});
