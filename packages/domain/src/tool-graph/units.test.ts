import { expect, test } from 'vitest';
import { wordsOf } from '../words/identifiers.ts';
import { unitOf } from './units.ts';

const unit = (key: string) => unitOf(wordsOf(key));

test.each([
  ['rent_eur', 'money', 'EUR'],
  ['floorAreaM2', 'area', 'square metres'],
  ['weight_kg', 'mass', 'kg'],
  ['walking_time_min', 'duration', 'minutes'],
  ['durationMinutes', 'duration', 'minutes'],
  ['occupancy_percent', 'share', 'percent'],
  ['water_celsius', 'temperature', 'degrees Celsius'],
])('%s measures %s in %s', (key, quantity, words) => {
  expect(unit(key)).toEqual({ quantity, words });
});

test('a unit needs something it is the unit of, at its end', () => {
  for (const key of ['eur', 'min', 'km', 'eur_rate', 'seats', ''])
    expect(unit(key)).toBeUndefined();
});

test('min is a minimum unless a time stands before it', () => {
  for (const key of ['price_min', 'temperature_min', 'ageMin']) expect(unit(key)).toBeUndefined();
  expect(unit('trip_min')?.words).toBe('minutes');
});

test('names of inherited properties are no units', () => {
  expect(unit('x_constructor')).toBeUndefined();
});
