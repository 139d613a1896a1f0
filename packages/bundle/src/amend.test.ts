import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fidelity } from '@firefly/contracts/fidelity';
import { sha256 } from '@firefly/domain/identity';
import { expect, test } from 'vitest';
import { amendBundle } from './amend.ts';
import { compareBundles } from './compare.ts';
import { measureBundle } from './fidelity/measure-bundle.ts';
import { readFidelity, readManifest, readRecordings, readTasks } from './reader.ts';
import { collect } from './testing/collect.ts';
import { testEvaluator } from './testing/evaluator.ts';
import { rowsFor, sampleMeta, sampleTasks, tempFolder } from './testing/sample-bundle.ts';
import { sampleRecording, spelledTwice } from './testing/sample-recordings.ts';
import { verifyBundle } from './verify.ts';
import { writeBundle } from './writer.ts';

const pairs = 300;

async function measuredBundle() {
  const folder = await tempFolder();
  const dir = join(folder.path, 'bundle');
  await writeBundle(dir, rowsFor(sampleTasks, spelledTwice(pairs)), sampleMeta);
  const fidelity = await measureBundle(dir, { seed: 7 });
  return { ...folder, dir, fidelity };
}

async function mismatches(dir: string): Promise<string[]> {
  await using evaluate = testEvaluator();
  const report = await verifyBundle(dir, { evaluate });
  return report.mismatches.map((m) => `${m.file} ${m.place}: ${m.message}`);
}

test('a bundle is measured, amended in its place, and verifies', async () => {
  await using bundle = await measuredBundle();
  const { dir, path, fidelity } = bundle;
  const before = await stat(join(dir, 'tasks.jsonl'));
  await amendBundle(dir, { fidelity });
  expect(await mismatches(dir)).toEqual([]);
  expect(await readdir(path)).toEqual(['bundle']);
  expect(await readFidelity(dir)).toEqual(fidelity);
  expect(fidelity.tools.find(({ tool }) => tool === 'list_boats')).toMatchObject({
    ...{ read_only: true, recordings: 601, asked: 601 },
    switches: { defaults: true, rewrites: ['case'], similar: null },
  });
  // What did not change is the same file.
  expect((await stat(join(dir, 'tasks.jsonl'))).ino).toBe(before.ino);
  const card = await readFile(join(dir, 'README.md'), 'utf8');
  expect(card).toMatch(/`harbour\/list_boats` \| 601 of 601 .* defaults, case \|/);
  expect(card.indexOf('How a simulator answers')).toBeLessThan(card.indexOf('## Limits'));
  // Once more: one part of the card, not two; and nothing else of the bundle has changed.
  await amendBundle(dir, { fidelity });
  expect(await readFile(join(dir, 'README.md'), 'utf8')).toBe(card);
  expect(await collect(readTasks(dir))).toEqual(sampleTasks);
});

test('two measurements are compared', async () => {
  await using one = await measuredBundle();
  await using two = await measuredBundle();
  await amendBundle(one.dir, { fidelity: one.fidelity });
  await amendBundle(two.dir, { fidelity: one.fidelity });
  expect(await compareBundles(one.dir, two.dir)).toEqual([]);
  await amendBundle(two.dir, { fidelity: { ...one.fidelity, seed: 8 } });
  const found = await compareBundles(one.dir, two.dir);
  expect(found).toContainEqual({ file: 'fidelity.json', place: '/seed', message: '7 and 8' });
});

test('recordings join a bundle once, and counts and card say so', async () => {
  await using bundle = await measuredBundle();
  const { dir, fidelity } = bundle;
  await writeFile(join(dir, 'NOTES.txt'), 'mine');
  await amendBundle(dir, { fidelity });
  const more = sampleRecording('list_boats', { city: 'Oslo' }, { content: [] });
  await amendBundle(dir, { recordings: [more, more] });
  await amendBundle(dir, { recordings: [more] });
  expect(await mismatches(dir)).toEqual([]);
  const rows = await collect(readRecordings(dir));
  expect(rows).toHaveLength(2 * pairs + 6);
  expect(rows.at(-1)).toEqual(more);
  expect((await readManifest(dir)).counts.recordings).toBe(rows.length);
  expect(await readFidelity(dir)).toEqual(fidelity);
  const card = await readFile(join(dir, 'README.md'), 'utf8');
  expect(card).toContain(`| \`recordings.jsonl\` | ${rows.length} |`);
  expect(await readFile(join(dir, 'NOTES.txt'), 'utf8')).toBe('mine');
});

test('a bad row or a folder without a bundle changes nothing', async () => {
  await using folder = await tempFolder();
  const dir = join(folder.path, 'bundle');
  await expect(amendBundle(dir, {})).rejects.toThrow(/is not a bundle/);
  await writeBundle(dir, rowsFor(sampleTasks), sampleMeta);
  const bad = { ...sampleRecording('list_boats', {}, {}), id: 'short' };
  await expect(amendBundle(dir, { recordings: [bad] })).rejects.toThrow(/new row: \/id/);
  expect(await readdir(folder.path)).toEqual(['bundle']);
  expect(await mismatches(dir)).toEqual([]);
});

/** Changes `fidelity.json` as a forger would: the manifest states the new hash. */
async function forge(dir: string, change: (text: string) => string): Promise<void> {
  const path = join(dir, 'fidelity.json');
  const text = change(await readFile(path, 'utf8'));
  await writeFile(path, text);
  const manifest = await readManifest(dir);
  const files = manifest.files.map((file) =>
    file.name === 'fidelity.json'
      ? { ...file, bytes: Buffer.byteLength(text), sha256: sha256(text) }
      : file,
  );
  await writeFile(join(dir, 'manifest.json'), JSON.stringify({ ...manifest, files }));
}

const changed = (edit: (fidelity: Fidelity) => unknown) => (text: string) => {
  const fidelity = JSON.parse(text) as Fidelity;
  edit(fidelity);
  return JSON.stringify(fidelity);
};
const toolsOf = (fidelity: Fidelity) => fidelity.tools as unknown as Record<string, unknown>[];

test.for<[string, (text: string) => string, RegExp]>([
  [
    'a switch that was not earned',
    changed((f) => Object.assign(f.tools[0]?.switches ?? {}, { similar: { threshold: 0.5 } })),
    /\/tools\/0\/switches: are not those/,
  ],
  [
    'a better bound',
    (text) => text.replace(/"upper": 0\.0\d+/, '"upper": 0.001'),
    /\/rates\/\d\/upper: is not the bound/,
  ],
  [
    'counts that do not add up',
    (text) => text.replace(/"answered": 60\d/, '"answered": 9'),
    /\/rates\/\d: its numbers do not add up/,
  ],
  [
    'another tool',
    changed((f) => Object.assign(toolsOf(f)[0] ?? {}, { tool: 'other' })),
    /\/tools\/0: .*other is not as it stands/,
  ],
  ['a tool twice', changed((f) => toolsOf(f).push(toolsOf(f)[0] ?? {})), /stands twice/],
  ['no JSON', () => 'nothing', /fidelity\.json : fidelity\.json: Unexpected token/],
  ['another form', () => '{}', /fidelity\.json : fidelity\.json \/format/],
])('verification finds %s', async ([, change, found]) => {
  await using bundle = await measuredBundle();
  await amendBundle(bundle.dir, { fidelity: bundle.fidelity });
  await forge(bundle.dir, change);
  expect((await mismatches(bundle.dir)).join('\n')).toMatch(found);
});

test('a file that is changed, gone or not listed is named', async () => {
  await using bundle = await measuredBundle();
  const { dir, fidelity } = bundle;
  await writeFile(join(dir, 'fidelity.json'), JSON.stringify(fidelity));
  expect(await mismatches(dir)).toEqual(['fidelity.json : the file is not listed in the manifest']);
  await amendBundle(dir, { fidelity });
  await writeFile(join(dir, 'fidelity.json'), '{}');
  expect(await mismatches(dir)).toContain('fidelity.json : the sha256 differs from the manifest');
});
