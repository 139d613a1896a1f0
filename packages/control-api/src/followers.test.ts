import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '@firefly/db/database';
import type { RunEvent } from '@firefly/db/repositories/run-events';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeFollowers, type Stream } from './followers.ts';

/** Events of one run, as rows that grow. */
function makeRows() {
  const rows: RunEvent[] = [];
  const add = (type: RunEvent['type'], data: RunEvent['data']) =>
    void rows.push({ runId: 'r', seq: rows.length + 1, at: new Date(0), type, data });
  const events = {
    async after(_: string, seq: number, most: number) {
      const found = rows.filter((row) => row.seq > seq).slice(0, most);
      await delay(1);
      return found;
    },
    counts: async () => new Map([['r', rows.length]]),
  };
  return { add, db: { events } as unknown as Pick<Database, 'events'> };
}

/** A stream that keeps what it was given, and says when it has ended. */
function makeStream() {
  let text = '';
  const ended = Promise.withResolvers<void>();
  const stream: Stream & { writableLength: number } = {
    write: (more) => {
      text += more;
    },
    end: () => ended.resolve(),
    writableLength: 0,
  };
  const ids = () => [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
  return { stream, ids, text: () => text, ended: ended.promise };
}

const fail = (error: unknown) => {
  throw error;
};
const upTo = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => from + at + 1);

test('everybody gets every event once and in order, whenever they come', async () => {
  const place = fc.record({ at: fc.nat(30), after: fc.nat(30) });
  await fc.assert(
    fc.asyncProperty(fc.array(place, { minLength: 1, maxLength: 6 }), async (places) => {
      const { add, db } = makeRows();
      const followers = makeFollowers(db, fail);
      const streams: { readonly after: number; readonly made: ReturnType<typeof makeStream> }[] =
        [];
      for (let at = 0; at <= 30; at++) {
        for (const { after } of places.filter((each) => each.at === at)) {
          const made = makeStream();
          streams.push({ after: Math.min(after, at), made });
          followers.follow('r', Math.min(after, at), made.stream);
        }
        if (at % 5 === 0) await delay(1);
        add('tasks', { wave: at, accepted: [] });
      }
      add('status', { status: 'finished' });
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
  followers.follow('r', 0, slow.stream);
  followers.follow('r', 0, quick.stream);
  for (const wave of [0, 1, 2]) add('tasks', { wave, accepted: [] });
  await slow.ended;
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
  followers.follow('r', 0, gone.stream).leave();
  followers.follow('r', 0, stays.stream);
  add('tasks', { wave: 0, accepted: [] });
  followers.close();
  await stays.ended;
  expect(gone.text()).toBe('');
  expect(followers.size).toBe(0);
});
