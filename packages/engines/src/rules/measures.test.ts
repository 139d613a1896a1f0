import { columnOf } from '@firefly/domain/tool-graph/columns';
import { expect, test } from 'vitest';
import { measureOf } from './measures.ts';

const measure = (key: string, values: readonly unknown[] = [3, 5, 8]) =>
  measureOf(columnOf(key, JSON.parse(JSON.stringify(values.map((value) => ({ [key]: value }))))));

test.each([
  ['seats', 'most seats', 'fewest seats', '', 'number of seats'],
  [
    'annual_visitors',
    'most annual visitors',
    'fewest annual visitors',
    '',
    'number of annual visitors',
  ],
  ['monthly_rent_eur', 'highest monthly rent', 'lowest monthly rent', ' in EUR', 'monthly rent'],
  ['amount_eur', 'largest amount', 'smallest amount', ' in EUR', 'amount'],
  ['sales_usd', 'highest sales', 'lowest sales', ' in USD', 'sales figure'],
  ['duration_months', 'longest duration', 'shortest duration', ' in months', 'duration'],
  ['length_m', 'greatest length', 'smallest length', ' in metres', 'length'],
  ['distance_km', 'longest distance', 'shortest distance', ' in kilometres', 'distance'],
  ['height_m', 'greatest height', 'smallest height', ' in metres', 'height'],
  ['draught_m', 'greatest draught', 'smallest draught', ' in metres', 'draught'],
  ['elevation_m', 'highest elevation', 'lowest elevation', ' in metres', 'elevation'],
  ['weight_kg', 'greatest weight', 'smallest weight', ' in kg', 'weight'],
  [
    'minimum_order_kg',
    'largest minimum order',
    'smallest minimum order',
    ' in kg',
    'minimum order',
  ],
  ['sail_area_m2', 'largest sail area', 'smallest sail area', ' in square metres', 'sail area'],
  ['age_years', 'highest age', 'lowest age', ' in years', 'age'],
  ['humidity_percent', 'highest humidity', 'lowest humidity', ' in percent', 'humidity'],
  ['sick_days', 'most sick days', 'fewest sick days', '', 'number of sick days'],
])('%s: the %s, the %s', (key, most, least, inUnit, says) => {
  const found = measure(key);
  expect(found && `${found.scale.most} ${found.noun}`).toBe(most);
  expect(found && `${found.scale.least} ${found.noun}`).toBe(least);
  expect([found?.inUnit, found?.says]).toEqual([inUnit, says]);
});

test.each([
  'year',
  'founding_year',
  'zone',
  'rank',
  'hours',
  'population_id',
  'qty',
  'file_size_kg',
])('%s is no measure', (key) => {
  expect(measure(key)).toBeUndefined();
});

test('gaps, text and one value for all give no measure', () => {
  expect(measure('seats', [3, null, 8])).toBeUndefined();
  expect(measure('seats', ['3', '5'])).toBeUndefined();
  expect(measure('seats', [4, 4, 4])).toBeUndefined();
});

test('what may be summed', () => {
  const summed = ['seats', 'monthly_rent_eur', 'weight_kg', 'sail_area_m2', 'capacity_litres'];
  expect(summed.filter((key) => measure(key)?.additive)).toEqual(summed);
  const never = ['ticket_price_eur', 'length_m', 'duration_days', 'average_rent_eur', 'age_years'];
  expect(never.filter((key) => measure(key)?.additive)).toEqual([]);
  expect(measure('average_rent_eur')?.averages).toBe(true);
});
