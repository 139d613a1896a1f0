import { join } from 'node:path';
import type { RecordingRow } from '@firefly/contracts/bundle';
import type { TaskCall } from '@firefly/domain/dataset/task';
import { expect, test } from 'vitest';
import { compareBundles } from '../compare.ts';
import {
  recordingOf,
  rowsFor,
  sampleMeta,
  sampleTasks,
  tempFolder,
} from '../testing/sample-bundle.ts';
import { boatsDraft, toTask } from '../testing/sample-tasks.ts';
import { writeBundle } from '../writer.ts';

const at = sampleMeta.created_at;
const later = '2026-12-24T18:00:00Z';
const first = boatsDraft.calls[0] as TaskCall;

/** A call that no task uses, answered so. */
const unused = (text: string, city = 'oslo'): RecordingRow =>
  recordingOf({ ...first, arguments: { city }, result: { content: [{ type: 'text', text }] } }, []);
const asked = (time: string, city?: string): RecordingRow => unused(`asked ${time}, open`, city);

/** Where a bundle with these further recordings differs from one of a month later with those; sorted. */
async function between(here: readonly RecordingRow[], there: readonly RecordingRow[]) {
  await using folder = await tempFolder();
  const write = async (name: string, more: readonly RecordingRow[], created_at: string) => {
    await writeBundle(join(folder.path, name), rowsFor(sampleTasks, more), {
      ...sampleMeta,
      created_at,
    });
    return join(folder.path, name);
  };
  const [a, b] = [await write('a', here, at), await write('b', there, later)];
  const said = async (one: string, other: string) =>
    (await compareBundles(one, other)).map(({ file, place }) => `${file} ${place}`);
  const found = await said(a, b);
  expect(await said(b, a)).toHaveLength(found.length);
  return found;
}

test('a server may tell the time of the run, and nothing else that differs', async () => {
  expect(await between([asked(at)], [asked(later)])).toEqual([]);
  const response = ['recordings.jsonl line 6 /response'];
  expect(await between([asked(at)], [asked('1987-06-05T04:03:02Z')])).toEqual(response);
  expect(await between([asked(at)], [unused(`asked ${later}, shut`)])).toEqual(response);
});

test('a call and its probe may be one recording within a second, and two else', async () => {
  const after = at.replace('00Z', '01Z');
  const [oslo, tartu] = [asked(at), asked(at, 'tartu')];
  const [osloLater, tartuLater] = [asked(later), asked(later, 'tartu')];
  expect(await between([oslo, tartu, asked(after)], [osloLater, tartuLater])).toEqual([]);
  // Only a clock does so.
  expect(await between([oslo, tartu, unused('shut')], [osloLater, tartuLater])).toEqual([
    'recordings.jsonl line 8',
  ]);
  expect(await between([unused('open'), unused('shut')], [unused('shut'), unused('open')])).toEqual(
    ['recordings.jsonl line 6 /response', 'recordings.jsonl line 7 /response'],
  );
  // Another request and another order of requests are none of its doing.
  expect(await between([oslo], [osloLater, tartuLater])).toEqual(['recordings.jsonl line 7']);
  expect(await between([oslo, tartu], [tartuLater, osloLater])).not.toEqual([]);
});

test('a failure quotes what the server said', async () => {
  const failed = (time: string, failure: string | null): RecordingRow => ({
    ...unused(`no boat at ${time}`),
    failure,
  });
  const [here, there] = [
    failed(at, `text: "no boat at ${at}"`),
    failed(later, `text: "no boat at ${later}"`),
  ];
  expect(await between([here], [there])).toEqual([]);
  expect(await between([here], [{ ...here, failure: 'other' }])).toEqual([
    'recordings.jsonl line 6 /failure',
  ]);
});

test('a task over an answer that tells the time is another task', async () => {
  await using folder = await tempFolder();
  const write = async (name: string, time: string): Promise<string> => {
    const told = (call: TaskCall): TaskCall => {
      const observation = { ...(call.observation as object), asked: time };
      const text = JSON.stringify(observation);
      return { ...call, observation, result: { content: [{ type: 'text', text }] } };
    };
    const task = toTask({ ...boatsDraft, calls: boatsDraft.calls.map(told) });
    const meta = { ...sampleMeta, created_at: time };
    await writeBundle(join(folder.path, name), rowsFor([task]), meta);
    return join(folder.path, name);
  };
  const found = await compareBundles(await write('a', at), await write('b', later));
  const places = found.map(({ file, place }) => `${file} ${place}`);
  expect(places).toContain('tasks.jsonl line 1 /id');
  expect(places).toContain('trajectories.jsonl line 1 /task_id');
  // The recordings themselves are the same.
  expect(places.filter((place) => /^recordings.*(response|sha256|id)$/.test(place))).toEqual([]);
});
