import type { Part } from '@firefly/domain/synthesis/proposal';
import { columnOf } from '@firefly/domain/tool-graph/columns';
import { expect, test } from 'vitest';
import { rankingOf } from './rankings.ts';
import { bound } from './whereabouts.ts';

const ranking = (key: string, noun: string, ...values: readonly (string | number)[]) => {
  const found = rankingOf(
    columnOf(
      key,
      values.map((value) => ({ [key]: value })),
    ),
    noun,
  );
  if (found === undefined) throw new Error(`no ranking by ${key}`);
  return found;
};
const words = (parts: readonly Part[]): string =>
  parts.map((part) => (typeof part === 'string' ? part : part.text)).join('');

const inPath = [' in ', bound('/a.json')];
const onRecord = [' on record'];
const byHer = [' by ', bound('Ann Lee'), ' in ', bound('/site')];
const oftea = [' in ', bound('/a.json'), ' whose category is ', bound('tea')];

test.each([
  ['seats', [3, 5], 'cafe', inPath, 'the cafe with the most seats in /a.json'],
  ['seats', [3, 5], 'cafe', onRecord, 'the cafe on record with the most seats'],
  ['length_m', [3, 5], 'ship', inPath, 'the longest ship in /a.json'],
  ['weight_kg', [3, 5], 'crate', onRecord, 'the heaviest crate on record'],
  ['rent_eur', [3, 5], 'cafe', inPath, 'the cafe with the highest rent in /a.json'],
  [
    'price_eur',
    [3, 5],
    'product',
    oftea,
    'the product with the highest price among those in /a.json whose category is tea',
  ],
  [
    'lines',
    [3, 5],
    'commit',
    byHer,
    'the commit with the most lines among those by Ann Lee in /site',
  ],
  [
    'opened',
    ['2020-01-02', '2021-01-02'],
    'museum',
    inPath,
    'the museum in /a.json that was opened last',
  ],
  [
    'opened',
    ['2020-01-02', '2021-01-02'],
    'museum',
    onRecord,
    'the museum on record that was opened last',
  ],
  [
    'hired',
    ['2020-01-02', '2021-01-02'],
    'employee',
    inPath,
    'the employee in /a.json who was hired last',
  ],
  [
    'start_date',
    ['2020-01-02', '2021-01-02'],
    'grant',
    inPath,
    'the grant with the latest start date in /a.json',
  ],
  [
    'timestamp',
    [1_767_225_600, 1_767_312_000],
    'commit',
    byHer,
    'the most recent commit by Ann Lee in /site',
  ],
] as const)('%s: %s', (key, values, noun, where, thing) => {
  expect(words(ranking(key, noun, ...values).thing(noun, 'max', where))).toBe(thing);
});

test('the one among others', () => {
  expect(ranking('seats', 'cafe', 3, 5).one('min')).toBe('the one with the fewest seats');
  const days = ['2020-01-02', '2021-01-02'];
  expect(ranking('opened', 'cafe', ...days).one('max')).toBe('the one that was opened last');
  expect(ranking('date', 'payment', ...days).one('min')).toBe('the earliest one');
});
