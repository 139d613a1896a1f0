import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLines, writeLines } from './lines.ts';
import { readManifest, readTasks } from './reader.ts';
import { collect } from './testing/collect.ts';
import { rowsFor, sampleMeta, sampleTasks, tempFolder } from './testing/sample-bundle.ts';
import { writeBundle } from './writer.ts';

test('lines of JSON come back whatever they hold', async () => {
  await using folder = await tempFolder();
  let file = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.jsonValue({ stringUnit: 'binary' })), async (values) => {
      file += 1;
      const path = join(folder.path, String(file));
      const written = values.map((value) => JSON.stringify(value));
      expect((await writeLines(path, written)).rows).toBe(values.length);
      expect(await collect(readLines(path))).toEqual(written);
    }),
    { numRuns: 50 },
  );
});

test('lines longer than a chunk, line separators of Unicode and a missing last end', async () => {
  await using folder = await tempFolder();
  const path = join(folder.path, 'lines');
  const lines = ['a\u2028b\rc', 'é'.repeat(400_000), '', 'last'];
  await writeFile(path, lines.join('\n'));
  expect(await collect(readLines(path))).toEqual(lines);
});

test('an error names file, line and place', async () => {
  await using folder = await tempFolder();
  const dir = join(folder.path, 'bundle');
  await writeBundle(dir, rowsFor(sampleTasks), sampleMeta);
  const path = join(dir, 'tasks.jsonl');
  const good = await readFile(path, 'utf8');
  const read = () => collect(readTasks(dir));
  await writeFile(path, good.replace('"kind":"list"', '"kind":"heap"'));
  await expect(read()).rejects.toThrow(/tasks\.jsonl line 2: \/fields\/0\/kind: /);
  await writeFile(path, good);
  await appendFile(path, '{"half');
  await expect(read()).rejects.toThrow(/tasks\.jsonl line 3: not JSON/);
  await writeFile(path, Buffer.concat([Buffer.from(good), Buffer.from([0xff, 10])]));
  await expect(read()).rejects.toThrow(/tasks\.jsonl line 3: .*UTF-8/);
});

test('a folder without a manifest says so', async () => {
  await using folder = await tempFolder();
  await mkdir(join(folder.path, 'empty'));
  await expect(readManifest(join(folder.path, 'empty'))).rejects.toThrow(
    /^manifest\.json: .*ENOENT/,
  );
});
