import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { columnOf } from './columns.ts';

const column = (key: string, values: readonly Json[]) =>
  columnOf(
    key,
    values.map((value) => ({ [key]: value })),
  );
const kind = (key: string, ...values: Json[]) => column(key, values).kind;

test('dates, with or without a time', () => {
  expect(kind('opened', '1998-04-01', '2011-12-24')).toBe('date');
  expect(kind('created', '2026-01-02T00:00:00.000Z', '2026-01-02T10:00:00+01:00')).toBe('date');
  expect(kind('authored', '2026-01-02 10:00:00', '2026-01-02 10:00:00 +0100')).toBe('date');
  expect(kind('opened', '1998-04-01', 'in spring')).not.toBe('date');
});

test('codes, by their key or by how they look', () => {
  for (const key of ['id', 'customerId', 'country_code', 'latitude', 'sha', 'iso2'])
    expect(kind(key, 'Anna', 'Berta')).toBe('code');
  expect(kind('customer_id', 1, 2)).toBe('code');
  expect(kind('currency', 'EUR', 'CHF')).toBe('code');
  expect(kind('commit', '2df3104587180239c869', '1846169bf4bcd59f9f13')).toBe('code');
  expect(kind('zone', 'Europe/Zurich', 'Africa/Nairobi')).toBe('code');
  expect(kind('mail', 'ann@example.com', 'bo@example.com')).toBe('code');
  expect(kind('amount', '447.00', '59.97')).toBe('code');
});

test('few values that recur are a category', () => {
  expect(kind('team', 'bakery', 'roastery', 'bakery', 'roastery')).toBe('category');
  expect(kind('team', 'Bakery', 'Roastery', 'Bakery', 'Roastery')).toBe('category');
  expect(kind('team', 'bakery', 'roastery', 'bakery')).toBe('category');
  expect(kind('team', 'bakery', 'bakery')).toBe('category');
});

test('proper names, with accents and particles inside', () => {
  expect(kind('curator', 'Ana Souza', "Seán O'Brien", 'Île-de-France', 'Rio de Janeiro')).toBe(
    'name',
  );
  expect(kind('remark', 'Opens late', 'closed on some days', 'x '.repeat(30))).toBe('other');
});

test('names stay proper where they recur', () => {
  const recurring = column('country', ['Peru', 'Peru', 'Malta', 'Malta']);
  expect(recurring).toMatchObject({ kind: 'category', proper: true, distinct: 2 });
  expect(column('team', ['bakery', 'bakery'])).toMatchObject({ proper: false });
  expect(column('seats', [3, 4]).proper).toBe(false);
  expect(column('seats', []).proper).toBe(false);
});

test('numbers with what they measure', () => {
  expect(column('rent_eur', [1, 2.5])).toMatchObject({
    kind: 'number',
    words: ['rent'],
    unit: { quantity: 'money', words: 'EUR' },
  });
  expect(column('annualVisitors', [1, 2]).unit).toEqual({ quantity: 'count', words: '' });
  expect(column('population', [1, 2]).unit).toEqual({ quantity: 'number', words: '' });
  expect(column('price_min', [1, 2]).unit).toEqual({ quantity: 'number', words: '' });
  expect(column('rent_eur', [1, 'two'])).toMatchObject({ kind: 'other', unit: undefined });
});

test('lists of texts are lists; other mixtures are nothing in particular', () => {
  expect(kind('languages', ['de', 'fr'], [])).toBe('list');
  expect(kind('bbox', [1, 2], [3, 4])).toBe('other');
  expect(kind('open', true, false)).toBe('other');
  expect(kind('place', { a: 1 }, { a: 2 })).toBe('other');
});

test('what is missing or null makes a column thin, not another kind', () => {
  expect(columnOf('seats', [{ seats: 3 }, {}, { seats: null }, { seats: 4 }])).toMatchObject({
    kind: 'number',
    dense: false,
    distinct: 2,
  });
  expect(columnOf('seats', [{}, { seats: null }])).toMatchObject({
    kind: 'other',
    distinct: 0,
    unit: undefined,
  });
});

test('the order of the records changes nothing', () => {
  const value = fc.oneof(
    fc.constantFrom('Ann', 'Bo', 'x', '2026-01-02', 'EUR', ''),
    fc.integer(),
    fc.constant(null),
  );
  const permuted = fc
    .array(value, { minLength: 1, maxLength: 8 })
    .chain((values) =>
      fc.tuple(
        fc.constant(values),
        fc.shuffledSubarray(values, { minLength: values.length, maxLength: values.length }),
      ),
    );
  fc.assert(
    fc.property(permuted, fc.constantFrom('name', 'rent_eur', 'id'), ([one, other], key) => {
      expect(column(key, other)).toEqual(column(key, one));
    }),
  );
});
