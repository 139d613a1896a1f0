import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sessionLine } from '@firefly/contracts/session-log';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadMisses } from './load-misses.ts';
import { UsageError } from './usage-error.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firefly-misses-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const miss = (changes: object = {}) => ({
  ...{ server: 'geo', tool: 'find', fingerprint: 'f', arguments: { name: 'Bern' }, count: 1 },
  ...changes,
});
const session = (changes: object = {}) => ({
  ...{ format: 'firefly.session/1', task_id: 't', calls: 3, faults: 0, reward: null },
  ...{ opened_at: '2026-11-21T10:00:00Z', ended_at: '2026-11-21T10:01:00.5Z', end: 'closed' },
  tiers: { exact: 2, normalized: 0, similar: 0, simulated: 0, miss: 1 },
  misses: [miss()],
  ...changes,
});

async function written(...lines: readonly (string | object)[]): Promise<string> {
  const file = join(folder, 'sessions.jsonl');
  const texts = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  await writeFile(file, texts.join('\n'));
  return file;
}

test('misses of all sessions are taken together, by server', async () => {
  const other = miss({ server: 'maps', arguments: {} });
  const file = await written(
    session(),
    '',
    session({ misses: [miss(), other], misses_left_out: 2 }),
  );
  const { calls, told } = await loadMisses(file);
  expect(calls).toEqual([miss({ count: 2 }), other]);
  expect(told).toMatchObject({ logged: { geo: 1, maps: 1 }, unnamed: 2 });
});

test('other misses are another run; the same in another file are the same', async () => {
  const hashOf = async (...lines: object[]) =>
    (await loadMisses(await written(...lines))).told.hash;
  const one = await hashOf(session());
  expect(await hashOf(session({ task_id: 'u', misses: [] }), session())).toBe(one);
  expect(await hashOf(session({ misses: [miss({ arguments: { name: 'Basel' } })] }))).not.toBe(one);
});

test.each<[what: string, line: string | object, says: RegExp]>([
  ['no JSON', '{"format":', /line 2: this is not JSON/],
  ['another format', session({ format: 'firefly.task/1' }), /line 2: .* format: /],
  ['arguments that are no object', session({ misses: [miss({ arguments: [1] })] }), /arguments/],
  ['too many misses', session({ misses: Array(101).fill(miss()) }), /misses: /],
  [
    'arguments without end',
    session({ misses: [miss({ arguments: { a: 'x'.repeat(1 << 16) } })] }),
    /65536/,
  ],
])('a line with %s is named', async (_, line, says) => {
  const loading = loadMisses(await written(session(), line));
  await expect(loading).rejects.toThrow(UsageError);
  await expect(loading).rejects.toThrow(says);
});

test('a file that is not there, or is a folder, is said in one line', async () => {
  await expect(loadMisses(join(folder, 'none'))).rejects.toThrow('there is no such file');
  await expect(loadMisses(folder)).rejects.toThrow(UsageError);
});

test('the form of a line is that of the log', () => {
  expect(sessionLine.parse(session({ run_id: 'r' }))).toMatchObject({ misses_left_out: 0 });
});
