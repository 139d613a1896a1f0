import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { recordingOf, tempFolder } from '@firefly/bundle/testing/sample-bundle';
import type { RecordingRow } from '@firefly/contracts/bundle';
import { requestKey, sha256 } from '@firefly/domain/identity';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listBoats } from '../testing/mcp-samples.ts';
import { openRecordings } from './recordings.ts';

const base = recordingOf(listBoats, ['train']);
const row = (more: Partial<RecordingRow>): RecordingRow => {
  const merged = { ...base, ...more };
  return { ...merged, sha256: sha256(merged.response) };
};

/** The recordings of a file with these lines, closed when the scope ends. */
async function opened(lines: readonly string[]) {
  const folder = await tempFolder();
  const path = join(folder.path, 'recordings.jsonl');
  await writeFile(path, lines.map((line) => `${line}\n`).join(''));
  const recordings = await openRecordings(path).catch(async (error: unknown) => {
    await folder[Symbol.asyncDispose]();
    throw error;
  });
  return {
    recordings,
    async [Symbol.asyncDispose]() {
      await recordings.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}
const linesOf = (rows: readonly RecordingRow[]) => rows.map((one) => JSON.stringify(one));

test('whatever was recorded is found by its request, in the order of the bundle', async () => {
  const key = fc.oneof(
    fc.constantFrom('response', '","response":"', 'failure', '__proto__'),
    fc.string(),
  );
  const args = fc.dictionary(key, fc.oneof(fc.jsonValue(), key));
  const recording = fc.record({
    arguments: args,
    response: fc.jsonValue().map((value) => JSON.stringify(value)),
    state_key: fc.constantFrom(null, sha256('painted')),
    failure: fc.constantFrom(null, 'tool-error' as const),
    kind: fc.constantFrom('result', 'error'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(recording, { maxLength: 20 }), async (some) => {
      // JSON again, as the writer of a bundle has it.
      const rows = (JSON.parse(JSON.stringify(some)) as Partial<RecordingRow>[]).map((one, at) =>
        row({ ...one, id: `r${at}` }),
      );
      await using file = await opened(linesOf(rows));
      const { recordings } = file;
      expect(recordings.count).toBe(rows.length);
      for (const one of rows) {
        const same = rows.filter((other) => requestKey(other) === requestKey(one));
        expect(recordings.find(requestKey(one)).map(({ id }) => id)).toEqual(
          same.map(({ id }) => id),
        );
        expect(recordings.find(requestKey(one))[0]).toMatchObject({
          response: same[0]?.response,
          succeeded: same[0]?.failure === null,
        });
      }
      const numbers = rows.map((_, at) => at);
      expect(recordings.of(base)).toEqual(numbers);
      expect(recordings.failed(base.server)).toEqual(
        numbers.filter((at) => rows[at]?.failure !== null),
      );
      expect(numbers.map((at) => recordings.at(at).arguments)).toEqual(
        rows.map((one) => one.arguments),
      );
    }),
    { numRuns: 60 },
  );
});

test('two requests whose short keys meet are told apart by the whole key', async () => {
  await using file = await opened(linesOf([base]));
  const key = requestKey(base);
  expect(file.recordings.find(key)).toHaveLength(1);
  // The first 13 digits are what is kept in memory.
  const other =
    key.slice(0, 13) + key.slice(13).replace(/./g, (digit) => (digit === '0' ? '1' : '0'));
  expect(file.recordings.find(other)).toEqual([]);
  expect(file.recordings.find(sha256('another'))).toEqual([]);
});

test.for<[string, string, RegExp]>([
  ['no row', '[]', /line 2: is no recording$/],
  ['no arguments', JSON.stringify({ ...base, arguments: null }), /line 2: is no recording$/],
  ['another kind', JSON.stringify({ ...base, kind: 'lost' }), /line 2: is no recording$/],
  ['no id', JSON.stringify({ ...base, id: 7 }), /line 2: is no recording$/],
  ['half a row', JSON.stringify(base).slice(0, 200), /line 2: .*JSON/],
])('%s is refused, by its line', async ([, line, told]) => {
  await expect(opened([JSON.stringify(base), line])).rejects.toThrow(told);
});
