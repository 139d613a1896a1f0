import { readFile, writeFile } from 'node:fs/promises';
import type { RecordingRow, ToolRow } from '@firefly/contracts/bundle';
import { runSummary } from '@firefly/pipeline/summary';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { makePlace, type Place } from './place.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });
/** What no output names, so that only who asks for it finds it. */
const ASKED = { name: 'Dunmarrow', country: 'CH' };
let place: Place;
let fingerprint: string;

const rowsOf = async <T>(file: string): Promise<T[]> =>
  (await readFile(place.at(file), 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
const run = (...more: string[]) =>
  place.run(
    ...['run', '--servers', place.at('mcp.json'), '--out', place.at('bundle')],
    ...['--tasks', '1', '--json', ...more],
  );
const asked = async () =>
  (await rowsOf<RecordingRow>('bundle/recordings.jsonl')).filter(
    (row) => row.tool === 'find_city' && JSON.stringify(row.arguments) === JSON.stringify(ASKED),
  );

beforeAll(async () => {
  place = await makePlace();
  await place.serve('mcp.json', { tidy: { fixture: 'tidy' } });
  expect(await run()).toMatchObject({ code: 0 });
  const tools = await rowsOf<ToolRow>('bundle/tools.jsonl');
  fingerprint = tools.find((tool) => tool.name === 'find_city')?.fingerprint ?? '';
  const miss = { server: 'tidy', tool: 'find_city', fingerprint, arguments: ASKED, count: 3 };
  const misses = [
    miss,
    { ...miss, arguments: { name: 'Dunmarrow' } },
    { ...miss, fingerprint: 'of another time' },
    { ...miss, server: 'harbour' },
  ];
  const session = {
    ...{ format: 'firefly.session/1', task_id: 't', calls: 12, faults: 0, reward: 0 },
    ...{ opened_at: '2026-11-21T10:00:00Z', ended_at: '2026-11-21T10:01:00Z', end: 'closed' },
    ...{ tiers: { exact: 0, normalized: 0, similar: 0, simulated: 0, miss: 12 }, misses },
  };
  await writeFile(place.at('sessions.jsonl'), `${JSON.stringify(session)}\n`);
});
afterAll(() => place?.close());

test('what policies asked for in vain is in the next bundle, and the summary tells of the rest', async () => {
  expect(await asked()).toEqual([]);
  const { code, out, err } = await run('--from-misses', place.at('sessions.jsonl'));
  expect(code, err).toBe(0);
  // Without them it was another run.
  expect(err).not.toContain('is finished');
  expect(await asked()).toMatchObject([{ server: 'tidy', fingerprint, failure: null }]);
  const { misses } = runSummary.loose().parse(JSON.parse(out));
  expect(misses).toMatchObject({ logged: 4, called: 1 });
  expect(misses?.left.map(({ what }) => what)).toEqual([
    '"find_city" is not the tool that it was',
    'server "harbour" is no part of the run',
    'the arguments do not fit "find_city"',
  ]);
  expect(await place.run('verify', 'bundle')).toMatchObject({ code: 0 });
});

test('with the same misses it is the same run', async () => {
  const { err } = await run('--from-misses', place.at('sessions.jsonl'));
  expect(err).toContain('is finished: this is its result');
});
