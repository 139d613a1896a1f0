import { expect, test } from 'vitest';
import { makeFollowers } from './followers.ts';
import { fail, makeRows, makeStream } from './testing/followed-run.ts';

/** Quick enough for a test to wait for. */
const PACE = { look: 5, beat: 20, stall: 50 };

test('a key that is revoked hears no more; other keys, and who needs none, do', async () => {
  const { add, end, keys, db } = makeRows();
  for (const key of ['kept', 'lost']) keys.add(key);
  const followers = makeFollowers(db, fail, PACE);
  const follow = (keyId: string | null) => {
    const made = makeStream();
    followers.follow({ runId: 'r', after: 0, keyId, stream: made.stream });
    return made;
  };
  const [kept, lost, open] = [follow('kept'), follow('lost'), follow(null)];
  keys.delete('lost');
  await lost.destroyed;
  expect(followers.size).toBe(2);
  add('tasks', { wave: 0, accepted: [] });
  end('finished');
  await Promise.all([kept.ended, open.ended]);
  expect([kept.ids(), lost.ids(), open.ids()]).toEqual([[1, 2], [], [1, 2]]);
});

test('whoever has more than the end of a run is let go', async () => {
  const { add, end, db } = makeRows();
  end('cancelled');
  add('tasks', { wave: 0, accepted: [] });
  add('tasks', { wave: 1, accepted: [] });
  const followers = makeFollowers(db, fail, PACE);
  const [some, all] = [makeStream(), makeStream()];
  followers.follow({ runId: 'r', after: 2, keyId: null, stream: some.stream });
  followers.follow({ runId: 'r', after: 3, keyId: null, stream: all.stream });
  await Promise.all([some.ended, all.ended]);
  expect([some.ids(), all.ids(), followers.size]).toEqual([[3], [], 0]);
});

test('who follows a run that is removed is let go', async () => {
  const { add, run, db } = makeRows();
  add('tasks', { wave: 0, accepted: [] });
  const followers = makeFollowers(db, fail, PACE);
  const { stream, ended } = makeStream();
  followers.follow({ runId: 'r', after: 0, keyId: null, stream });
  run.gone = true;
  await ended;
  expect(followers.size).toBe(0);
});

test('who takes nothing of what it asked for is cut off after a while', async () => {
  const { add, db } = makeRows();
  const followers = makeFollowers(db, fail, PACE);
  for (let wave = 0; wave < 501; wave++) add('tasks', { wave, accepted: [] });
  const { stream, ids, destroyed } = makeStream();
  stream.writableLength = 3 << 20;
  followers.follow({ runId: 'r', after: 0, keyId: null, stream });
  await destroyed;
  expect(ids()).toHaveLength(500);
  expect(followers.size).toBe(0);
});

test('who does not take the rest of an ended stream is cut off after a while', async () => {
  const { end, db } = makeRows();
  const followers = makeFollowers(db, fail, PACE);
  const { stream, ended, destroyed } = makeStream();
  stream.writableLength = 100;
  followers.follow({ runId: 'r', after: 0, keyId: null, stream });
  end('finished');
  await ended;
  await destroyed;
});
