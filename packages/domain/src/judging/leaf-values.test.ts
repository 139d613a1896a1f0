import { expect, test } from 'vitest';
import type { Json } from '../json.ts';
import type { JudgingContext } from './context.ts';
import type { Place } from './draft.ts';
import { isCommonest, leafValues } from './leaf-values.ts';

const call = (observation: Json): Place['call'] => ({
  id: 'c1',
  server: 's',
  tool: 't',
  fingerprint: 'f',
  arguments: { q: 0 },
  result: null,
  observation,
  state_key: null,
  duration_ms: 0,
});
const context = (...observations: Json[]) =>
  ({
    recordings: () =>
      observations.map((observation, at) => ({ arguments: { q: at }, observation })),
  }) as unknown as JudgingContext;
const rows = (...pairs: [string, number][]): Json => pairs.map(([name, n]) => ({ name, n }));
const place = (observation: Json): Place => ({
  call: call(observation),
  pointer: '/0/n',
  shape: '/*/n',
  value: 1,
});

test('the recording of the call itself counts once', () => {
  const own = rows(['a', 1]);
  expect(leafValues(place(own), context(own, rows(['b', 2])))).toEqual({
    values: [1, 2],
    recordings: 2,
  });
});

test('a row that comes back in another recording is no second value', () => {
  const found = leafValues(place(rows(['a', 1])), context(null, rows(['a', 1], ['b', 2])));
  expect(found).toEqual({ values: [1, 2], recordings: 2 });
});

test('equal rows of one recording are two', () => {
  const { values } = leafValues(place(rows(['a', 1], ['a', 1])), context());
  expect(values).toEqual([1, 1]);
});

test('the commonest value is the one best guess', () => {
  const seen = (...values: number[]) => ({ values, recordings: values.length });
  expect(isCommonest(1, seen(1, 1, 2))).toBe(true);
  expect(isCommonest(2, seen(1, 1, 2))).toBe(false);
  expect(isCommonest(1, seen(1, 1, 2, 2))).toBe(false);
  expect(isCommonest(1, seen(1, 2, 3))).toBe(false);
});
