import type { Recording } from '@firefly/domain/dataset/recording';
import { expect, test } from 'vitest';
import { twice, useRun } from '../testing/run.ts';

const { database, runId } = useRun();

const recording = (response: string): Recording => ({
  ...{ server: 'geo', tool: 'find', fingerprint: 'a'.repeat(32), state_key: null },
  ...{ arguments: { z: 1, a: 'x\u0000y' }, kind: 'result', response, sha256: 'b'.repeat(64) },
  ...{ duration_ms: 1.25, failure: 'said \u0000 and \ud800' },
});
const event = (owner: string, ordinal: number, response = '{"b":1,"a":"\\u0000"}') => ({
  ...{ runId: runId(), owner, ordinal, recording: recording(response) },
  ...{ quarantined: false, uncertain: true },
});

test('a recording comes back to the byte, and the first of an ordinal stays', async () => {
  const { recordings } = database();
  const first = event('explore/0/3', 0);
  await twice(() => recordings.append(first));
  await recordings.append(event('explore/0/3', 0, '"another"'));
  const stored = await recordings.byOwner(runId(), 'explore/0/3');
  expect(stored).toEqual([first]);
  expect(JSON.stringify(stored[0]?.recording.arguments)).toBe('{"z":1,"a":"x\\u0000y"}');
  expect(await recordings.byRun(runId())).toHaveLength(1);
});

test('a run is read by owner, in the order of code points, then ordinal', async () => {
  const { recordings } = database();
  const order = ['discover/B', 'discover/a', 'discover/a_b', 'discover/axb', 'probe/0'];
  for (const owner of order.toReversed())
    for (const ordinal of [10, 9]) await recordings.append(event(owner, ordinal));
  const places = (await recordings.byRun(runId())).map((row) => `${row.owner} ${row.ordinal}`);
  expect(places).toEqual(order.flatMap((owner) => [`${owner} 9`, `${owner} 10`]));
});
