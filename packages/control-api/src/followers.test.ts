import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeFollowers } from './followers.ts';
import { fail, makeRows, makeStream } from './testing/followed-run.ts';

const upTo = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => from + at + 1);

test('everybody gets every event once and in order, whenever they come', async () => {
  const place = fc.record({ at: fc.nat(30), after: fc.nat(30) });
  await fc.assert(
    fc.asyncProperty(fc.array(place, { minLength: 1, maxLength: 6 }), async (places) => {
      const { add, end, db } = makeRows();
      const followers = makeFollowers(db, fail);
      const streams: { readonly after: number; readonly made: ReturnType<typeof makeStream> }[] =
        [];
      for (let at = 0; at <= 30; at++) {
        for (const { after } of places.filter((each) => each.at === at)) {
          const made = makeStream();
          streams.push({ after: Math.min(after, at), made });
          const stream = made.stream;
          followers.follow({ runId: 'r', after: Math.min(after, at), keyId: null, stream });
        }
        if (at % 5 === 0) await delay(1);
        add('tasks', { wave: at, accepted: [] });
      }
      end('finished');
      await Promise.all(streams.map(({ made }) => made.ended));
      for (const { after, made } of streams) expect(made.ids()).toEqual(upTo(after, 32));
      expect(followers.size).toBe(0);
    }),
    { numRuns: 8 },
  );
});

test('a follower that takes nothing is dropped, and the others hear on', async () => {
  const { add, db } = makeRows();
  const followers = makeFollowers(db, fail);
  const [slow, quick] = [makeStream(), makeStream()];
  slow.stream.writableLength = 5 << 20;
  followers.follow({ runId: 'r', after: 0, keyId: null, stream: slow.stream });
  followers.follow({ runId: 'r', after: 0, keyId: null, stream: quick.stream });
  for (const wave of [0, 1, 2]) add('tasks', { wave, accepted: [] });
  await slow.destroyed;
  expect(slow.ids()).toHaveLength(1);
  add('status', { status: 'failed', reason: 'no disk' });
  await quick.ended;
  expect(quick.ids()).toEqual([1, 2, 3, 4]);
  expect(quick.text()).toContain('"reason":"no disk"');
});

test('whoever leaves hears no more, and a close ends all', async () => {
  const { add, db } = makeRows();
  const followers = makeFollowers(db, fail);
  const [gone, stays] = [makeStream(), makeStream()];
  followers.follow({ runId: 'r', after: 0, keyId: null, stream: gone.stream }).leave();
  followers.follow({ runId: 'r', after: 0, keyId: null, stream: stays.stream });
  add('tasks', { wave: 0, accepted: [] });
  followers.close();
  await stays.ended;
  expect(gone.text()).toBe('');
  expect(followers.size).toBe(0);
});
