import { aTool } from '@firefly/testing/builders/parts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseMisses, type MissedCall, MOST_MISSED, mergeMisses } from './missed-calls.ts';

const text = { type: 'string' };
const find = aTool('geo', 'find', 'Find a city.', {
  name: text,
  limit: { type: 'integer', default: 5 },
});
const gone = aTool('geo', 'gone', 'Left out.', { name: text });
const write = aTool('geo', 'write', 'Write a city.', { name: text });
const qualified = [
  { tool: find, qualification: { kept: true, readOnly: true } },
  { tool: gone, qualification: { kept: false, readOnly: true } },
  { tool: write, qualification: { kept: true, readOnly: false } },
];
const miss = (changes: Partial<MissedCall> = {}): MissedCall => ({
  ...{ server: 'geo', tool: 'find', fingerprint: find.fingerprint, count: 1 },
  ...{ arguments: { name: 'Bern' }, ...changes },
});

test('equal calls are one, whatever the order of their keys; the most frequent come first', () => {
  const merged = mergeMisses([
    miss({ arguments: { name: 'Basel', limit: 1 } }),
    miss({ count: 2 }),
    miss({ arguments: { limit: 1, name: 'Basel' }, count: 2 }),
    miss({ arguments: { name: '\ud800' }, count: 9 }),
  ]);
  expect(merged.map(({ arguments: args, count }) => [args, count])).toEqual([
    [{ name: 'Basel', limit: 1 }, 3],
    [{ name: 'Bern' }, 2],
  ]);
});

test('the order in which sessions ended does not matter', () => {
  const some = fc.array(
    fc.record({ name: fc.constantFrom('a', 'b', 'c'), count: fc.integer({ min: 1, max: 3 }) }),
  );
  fc.assert(
    fc.property(some, some, (one, other) => {
      const misses = (all: typeof one) =>
        all.map(({ name, count }) => miss({ arguments: { name }, count }));
      expect(mergeMisses(misses([...one, ...other]))).toEqual(
        mergeMisses(misses([...other, ...one])),
      );
    }),
  );
});

test.each<[why: string, changes: Partial<MissedCall>]>([
  ['its server has no tool "lost"', { tool: 'lost' }],
  ['"find" is not the tool that it was', { fingerprint: 'other' }],
  ['"gone" is left out of this run', { tool: 'gone', fingerprint: gone.fingerprint }],
  ['"write" does not only read', { tool: 'write', fingerprint: write.fingerprint }],
  ['the arguments do not fit "find"', { arguments: { name: 7 } }],
])('a missed call is left out where %s', (why, changes) => {
  const { calls, left } = chooseMisses([miss(), miss(changes)], qualified);
  expect(calls).toEqual([{ tool: find, args: { name: 'Bern' } }]);
  expect([...left]).toEqual([[why, 1]]);
});

test('of very many the first are made', () => {
  const names = Array.from({ length: MOST_MISSED + 3 }, (_, at) => `city ${at}`);
  const misses = names.map((name) => miss({ arguments: { name } }));
  const { calls, left } = chooseMisses([miss({ tool: 'lost' }), ...misses], qualified);
  expect(calls.map(({ args }) => args.name)).toEqual(names.slice(0, MOST_MISSED));
  expect(left.get(`there are more than ${MOST_MISSED}`)).toBe(3);
});
