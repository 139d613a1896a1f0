import { cp, readFile, writeFile } from 'node:fs/promises';
import { openEmbedded } from '@firefly/db/embedded/embedded';
import { runSummary } from '@firefly/pipeline/summary';
import { harbours, keepers } from '@firefly/testing/servers/atlas-data';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { filesWith, idsOf, tasksOf } from './bundle-of.ts';
import type { Ended } from './command.ts';
import { recompute } from './independent.ts';
import { makePlace, type Place } from './place.ts';
import { ATLAS } from './servers-file.ts';

const SECRET = 'lantern-oil-4711-xyz';
const TASKS = 6;
// A busy machine may take long; a hang is ended, and told, by the command itself.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });
let place: Place;
let first: Ended;
const run = (out: string, ...more: string[]): Promise<Ended> =>
  place.run(
    ...['run', '--servers', place.at('mcp.json'), '--out', place.at(out)],
    ...['--tasks', String(TASKS), '--json', ...more],
  );
const starts = async (): Promise<number> => (await place.log('atlas.log')).length;

beforeAll(async () => {
  place = await makePlace({ ATLAS_LICENCE: SECRET });
  await place.serve('mcp.json', { atlas: { ...ATLAS, log: 'atlas.log' } });
  first = await run('one', '--concurrency', '1');
});
afterAll(() => place?.close());

test('a run reaches its tasks, and its bundle verifies', async () => {
  expect(first).toMatchObject({ code: 0 });
  const summary = runSummary.loose().parse(JSON.parse(first.out));
  expect(summary).toMatchObject({ accepted: TASKS, replayed: { failed: 0 } });
  expect(await tasksOf(place.at('one'))).toHaveLength(TASKS);
  expect(await place.run('verify', 'one')).toMatchObject({ code: 0, err: '' });
});

test('whoever reads the format page recomputes the same', async () => {
  const { counts, mismatches } = await recompute(place.at('one'));
  expect(mismatches).toEqual([]);
  expect(counts).toMatchObject({ 'task id': TASKS });
  for (const kind of ['label', 'flow', 'binding', 'literal', 'observation', 'argument'])
    expect(counts[kind], kind).toBeGreaterThan(0);
});

test('a changed label is named by verify and by the recomputation', async () => {
  await cp(place.at('one'), place.at('tampered'), { recursive: true });
  const [task] = await tasksOf(place.at('one'));
  const [name] = Object.keys(task?.answer ?? {});
  const file = place.at('tampered/tasks.jsonl');
  const rows = (await readFile(file, 'utf8')).split('\n');
  const changed = { ...task, answer: { ...task?.answer, [name ?? '']: 'Elsewhere' } };
  await writeFile(file, [JSON.stringify(changed), ...rows.slice(1)].join('\n'));
  const { code, err } = await place.run('verify', 'tampered');
  expect(code).toBe(1);
  expect(err).toContain(`tasks.jsonl ${task?.id} /answer/${name}`);
  const { mismatches } = await recompute(place.at('tampered'));
  expect(mismatches).toContain(`${task?.id.slice(0, 8)} ${name}: label`);
});

test('the traps stay shut: nothing of the moment is read, nothing is written', async () => {
  const tasks = await tasksOf(place.at('one'));
  const recordings = await readFile(place.at('one/recordings.jsonl'), 'utf8');
  // It was called: without that, its absence would say nothing.
  expect(recordings).toContain('moored_vessels');
  for (const task of tasks) {
    expect(task.needed_tools).not.toContain('atlas/get_forecast');
    const values = [
      task.answer,
      task.fields,
      task.flows,
      task.bindings,
      task.calls.map((c) => c.arguments),
    ];
    expect(JSON.stringify(values)).not.toMatch(/(?<![\d.])9\d{6}(?!\d)/);
    for (const flow of task.flows)
      expect(task.calls.find((call) => call.id === flow.from)?.tool).not.toBe('get_tide');
  }
  expect((await place.log('atlas.log')).filter((line) => !line.startsWith('started'))).toEqual([]);
});

test('a secret in a reply reaches no bundle, no row and no line of output', async () => {
  expect(runSummary.loose().parse(JSON.parse(first.out)).servers[0]?.toolsKept).toContain(
    'get_licence',
  );
  expect(first.err + first.out).not.toContain(SECRET);
  const manifest = JSON.parse(await readFile(place.at('one/manifest.json'), 'utf8'));
  expect(manifest.redactions).toMatchObject({ recordings_withheld: 1 });
  const postgres = await openEmbedded({ dataDir: place.dataDir });
  const client = new pg.Client({ connectionString: postgres.url });
  try {
    await client.connect();
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
       WHERE table_schema IN ('public', 'bullmq') AND table_type = 'BASE TABLE'`,
    );
    let seen = 0;
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      for (const { row } of rows) if (row.includes(harbours[0].name)) seen += 1;
      expect(
        rows.filter(({ row }) => row.includes(SECRET)),
        name,
      ).toEqual([]);
    }
    expect(seen).toBeGreaterThan(0);
  } finally {
    await client.end();
    await postgres.close();
  }
  expect(await filesWith(place.home, SECRET)).toEqual([]);
  expect(await filesWith(place.at('one'), SECRET)).toEqual([]);
  expect(await filesWith(place.at('one'), keepers[0].name)).not.toEqual([]);
});

test('the same command shows the result again; --fresh starts over, to the same tasks', async () => {
  const before = await starts();
  const again = await run('one', '--concurrency', '8');
  expect(again).toMatchObject({ code: 0, out: first.out });
  expect(await starts()).toBe(before);
  const ids = await idsOf(place.at('one'));
  const fresh = await run('one', '--concurrency', '8', '--fresh');
  expect(fresh.code).toBe(0);
  expect(await starts()).toBeGreaterThan(before);
  expect(JSON.parse(fresh.out).run).not.toBe(JSON.parse(first.out).run);
  expect(await idsOf(place.at('one'))).toEqual(ids);
  expect((await run('other', '--seed', '8')).code).toBe(0);
  expect(await idsOf(place.at('other'))).not.toEqual(ids);
});
