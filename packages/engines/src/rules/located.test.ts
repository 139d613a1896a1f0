import { expect, test } from 'vitest';
import { areaOf, isLocated, needsItsCountry, whereIs } from './located.ts';
import { bound } from './whereabouts.ts';

test('a thing stands where it has a city or coordinates; a country may be where it comes from', () => {
  expect([{ city: 'Fjordby' }, { latitude: 4 }, { address: 'Quay 1' }].every(isLocated)).toBe(true);
  expect([{ country: 'Norland' }, { capacity: 9 }, {}].some(isLocated)).toBe(false);
});

test('an area is asked with "in which", and only of things', () => {
  expect(whereIs('city', ['it'])).toEqual(['in which city is ', 'it']);
  const inn = ['the inn ', bound('X')];
  expect(whereIs('country', inn)).toEqual(['in which country is ', ...inn]);
  expect(areaOf('country', inn)).toEqual(['the country where ', ...inn, ' is located']);
  for (const of of [['this curator'], ['the curator of the inn ', bound('X')], [bound('Ada')]]) {
    expect(whereIs('city', of)).toBeUndefined();
    expect(areaOf('country', of)).toBeUndefined();
  }
  expect(whereIs('capital', ['it'])).toBeUndefined();
});

test('what lies in a country needs it beside its name; a country does not', () => {
  expect(needsItsCountry({ name: 'Abra', countryCode: 'PH', latitude: 4 })).toBe(true);
  expect(needsItsCountry({ name: 'Norland', latitude: 4 })).toBe(false);
  expect(needsItsCountry({ name: 'Acme', country: 'Norland' })).toBe(false);
});
