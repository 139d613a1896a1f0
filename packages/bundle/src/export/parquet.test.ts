import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readParquet } from '../testing/read-parquet.ts';
import { tempFolder } from '../testing/sample-bundle.ts';
import { writeParquet } from './parquet.ts';

const columns = { list: 'json-list', text: 'json-text', flag: 'boolean' } as const;

const parsed = (text: string): unknown => JSON.parse(text);

async function* each<T>(values: readonly T[]) {
  yield* values;
}

test('rows come back as they were: lists as values, text as text', async () => {
  await using folder = await tempFolder();
  let file = 0;
  const row = fc.record({
    list: fc.array(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue())),
    text: fc.jsonValue(),
    flag: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 30 }), async (given) => {
      file += 1;
      const path = join(folder.path, String(file));
      expect(await writeParquet(path, each(given), columns)).toBe(given.length);
      const { rows } = await readParquet(path);
      expect(rows.map((row) => ({ ...row, list: row.list.map(parsed) }))).toEqual(
        given.map(({ list, text, flag }) => ({
          list: list.map((one) => JSON.stringify(one)).map(parsed),
          text: JSON.stringify(text),
          flag,
        })),
      );
    }),
    { numRuns: 50 },
  );
});

test('a large file is written in groups, by number and by size', async () => {
  await using folder = await tempFolder();
  const path = join(folder.path, 'many');
  const long = 'x'.repeat(9 * 1024 * 1024);
  const rows = Array.from({ length: 2_500 }, (_, index) => ({
    list: [{ index }],
    text: index < 2 ? long : index,
    flag: index % 3 === 0,
  }));
  await writeParquet(path, each(rows), columns);
  const read = await readParquet(path);
  expect(read.groups).toEqual([2, 1_000, 1_000, 498]);
  expect(read.rows.map((row) => row.list.map(parsed))).toEqual(rows.map((row) => row.list));
  expect(read.rows.map((row) => row.flag)).toEqual(rows.map((row) => row.flag));
  expect(read.rows[1]?.text).toBe(`"${long}"`);
});
