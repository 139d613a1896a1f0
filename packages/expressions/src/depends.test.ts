import type { JsonObject } from '@firefly/domain/json';
import { expect, test } from 'vitest';
import { dependingLeaves } from './depends.ts';
import { Meter } from './meter.ts';
import { compile } from './sandbox.ts';

const rows = Array.from({ length: 12 }, (_, n) => ({ n, name: `row ${n}` }));
const inputs: JsonObject = { c1: { rows } };
const run = compile('c1.rows[n = $max($$.c1.rows.n)].name');
const leaves = rows.map((_, n) => ({ call: 'c1', pointer: `/rows/${n}/n` }));

async function search(most: number): Promise<{ ended: string; signs: number }> {
  let signs = 0;
  const meter = new Meter(most, () => {
    signs += 1;
  });
  const question = { run, inputs, leaves, alternatives: {}, counted: [], meter };
  const ended = await dependingLeaves(question).then(
    (found) => `${found.length} leaves`,
    (error: unknown) => (error as Error).message,
  );
  return { ended, signs };
}

const before = JSON.stringify(inputs);

test('a search ends by its steps, at the same evaluation each time', async () => {
  expect(await search(100_000)).toMatchObject({ ended: '12 leaves' });
  const short = await search(1_500);
  expect(short.ended).toBe('stopped after 1500 steps of all evaluations');
  expect(short.signs).toBeGreaterThan(1);
  expect(await search(1_500)).toEqual(short);
  expect((await search(3_000)).signs).toBeGreaterThan(short.signs);
  // The thread keeps its inputs for the next question.
  expect(JSON.stringify(inputs)).toBe(before);
});

test('each row of an extreme costs one evaluation, not several', async () => {
  // The base, and one for each row but the largest, which only a smaller value shows.
  expect((await search(100_000)).signs).toBe(1 + rows.length + 1);
});
