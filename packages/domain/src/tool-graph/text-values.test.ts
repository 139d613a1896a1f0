import { expect, test } from 'vitest';
import { textValue } from './text-values.ts';

const read = (value: string, key = 'Key') => textValue({ key, value });

test.each([
  ['7.35 EUR', 7.35, 'EUR'],
  ['EUR 1,150', 1150, 'EUR'],
  ['€12', 12, 'EUR'],
  ['$240', 240, 'USD'],
  ['250,000 EUR', 250_000, 'EUR'],
  ['1,240.50 EUR', 1240.5, 'EUR'],
  ['0.35 %', 0.35, 'percent'],
  ['52%', 52, 'percent'],
  ['18 months', 18, 'months'],
  ['1 month', 1, 'months'],
  ['90 min', 90, 'minutes'],
  ['14.5 km', 14.5, 'kilometres'],
  ['210 m²', 210, 'square metres'],
  ['-4 °C', -4, 'degrees Celsius'],
  ['50 lux', 50, 'lux'],
  ['1.048', 1.048, ''],
  ['27', 27, ''],
])('%s is a number with its unit', (text, value, unit) => {
  const number = read(text);
  expect(number).toMatchObject({ kind: 'number', value, unit });
  if (number?.kind !== 'number') throw new Error('no number');
  const groups = new RegExp(`^${number.pattern}$`).exec(text)?.slice(1) ?? [];
  expect(groups).toHaveLength(number.groups);
  expect(Number(groups.join(''))).toBe(value);
});

test.each([
  ['2026-05-08', 'date'],
  ['1 January 2026', 'date'],
  ['March 3, 2025', 'date'],
  ['19:30', 'time'],
  ['OF-7731-26', 'code'],
  ['RX-500', 'code'],
  ['Orrin Freight', 'name'],
  ['Brack & Sons', 'name'],
  ['sandy loam', 'words'],
])('%s is a %s', (text, kind) => {
  expect(read(text)).toMatchObject({ kind, value: text, pattern: '(.*\\S)' });
});

test('the digits of a designation are copied, with the zeros before them', () => {
  expect(read('0048812', 'Serial number')).toMatchObject({ kind: 'code', value: '0048812' });
  expect(read('003391', 'Water meter')).toMatchObject({ kind: 'code', value: '003391' });
  expect(read('14', 'Number of rooms')).toMatchObject({ kind: 'number', value: 14 });
});

test.each([
  '0.35 % of the declared value',
  '12 boxes',
  '1.450 EUR',
  '1,45 EUR',
  'yes',
  'active',
  'https://example.org/x1',
  'ada@example.org',
  'To raise funds for a new roof, and to paint it',
  '8–18 h',
  '08:00 - 14:00',
  'Crates are collected before noon.',
])('%s is nothing to ask for', (text) => {
  expect(read(text)).toBeUndefined();
});

test('a number that may be a thousand times larger is none where a unit says it is an amount', () => {
  expect(textValue({ key: 'Load', value: '1.450 kg' })?.kind).not.toBe('number');
  expect(textValue({ key: 'Rent (EUR)', value: '1.450' })?.kind).not.toBe('number');
  expect(textValue({ key: 'Load', value: '1.45 kg' })?.kind).toBe('number');
});
