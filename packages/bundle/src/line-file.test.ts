import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openLineFile, type Place, parseLine } from './line-file.ts';
import { tempFolder } from './testing/sample-bundle.ts';

const PIECE = 512 * 1024;

/** All lines of a file as it tells them, and each read again by its place. */
async function walk(path: string) {
  const file = await openLineFile(path);
  try {
    const lines: string[] = [];
    const places: Place[] = [];
    await file.each((line, place) => {
      lines.push(line.toString('utf8'));
      places.push(place);
    });
    return { lines, rows: places.map(file.row) };
  } finally {
    await file.close();
  }
}

test('all rows come back, however long, with a last line end or without', async () => {
  await using folder = await tempFolder();
  const path = join(folder.path, 'rows.jsonl');
  // Around the ends of pieces, and over several.
  const long = fc
    .oneof(fc.integer({ min: PIECE - 4, max: PIECE + 4 }), fc.integer({ min: 0, max: 3 * PIECE }))
    .map((length) => 'ü'.repeat(length / 2));
  const row = fc.oneof({ weight: 4, arbitrary: fc.jsonValue() }, { weight: 1, arbitrary: long });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 12 }), fc.boolean(), async (rows, ended) => {
      const texts = rows.map((one) => JSON.stringify(one));
      await writeFile(path, texts.join('\n') + (ended && texts.length > 0 ? '\n' : ''));
      const walked = await walk(path);
      expect(walked.lines).toEqual(texts);
      expect(walked.rows).toEqual(texts.map((text) => JSON.parse(text)));
    }),
    { numRuns: 60 },
  );
});

test.for<[string, string | Buffer, RegExp]>([
  ['no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), /line 3: is not UTF-8$/],
  ['no JSON', '{"a":', /line 3: .*JSON/],
  ['an empty line', '', /line 3: .*JSON/],
])('%s names its line', async ([, bad, told]) => {
  await using folder = await tempFolder();
  const path = join(folder.path, 'rows.jsonl');
  const text = Buffer.concat([Buffer.from('1\n2\n'), Buffer.from(bad), Buffer.from('\n4\n')]);
  await writeFile(path, text);
  const file = await openLineFile(path);
  const read = file.each((line) => void parseLine(line));
  await expect(read).rejects.toThrow(/^rows.jsonl /);
  await expect(read).rejects.toThrow(told);
  await file.close();
});

test('a line over the limit is refused, by its number, and no file is one that cannot be read', async () => {
  await using folder = await tempFolder();
  const path = join(folder.path, 'rows.jsonl');
  await writeFile(path, `1\n"${'x'.repeat(65 * 1024 * 1024)}"\n`);
  await expect(walk(path)).rejects.toThrow(/^rows.jsonl line 2: is longer than 67108864 bytes$/);
  await expect(openLineFile(join(folder.path, 'none.jsonl'))).rejects.toThrow(/^none.jsonl/);
});

test('a file that became shorter is told, not read beyond its end', async () => {
  await using folder = await tempFolder();
  const path = join(folder.path, 'rows.jsonl');
  await writeFile(path, '{"a":1}\n{"b":2}\n');
  const file = await openLineFile(path);
  await writeFile(path, '{"a":1}\n');
  expect(() => file.row({ start: 8, bytes: 7 })).toThrow(/became shorter/);
  await file.close();
});
