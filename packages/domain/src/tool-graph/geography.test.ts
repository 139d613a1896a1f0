import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coordinatesOf, isRegion, latitudeKey, longitudeKey, pointOf } from './geography.ts';

test.each([
  ['latitude', ''],
  ['lat', ''],
  ['Lat', ''],
  ['lat1', '1'],
  ['lat_2', '2'],
  ['fromLat', 'from'],
  ['start_latitude', 'start'],
  ['latitude_b', 'b'],
  ['lat-origin', 'origin'],
  ['origin-lat', 'origin'],
])('%s is a latitude, of %j', (key, role) => {
  expect(latitudeKey(key)).toBe(role);
});

test.each([
  ['longitude', ''],
  ['lon', ''],
  ['lng', ''],
  ['long', ''],
  ['lon1', '1'],
  ['toLng', 'to'],
  ['destination_longitude', 'destination'],
])('%s is a longitude, of %j', (key, role) => {
  expect(longitudeKey(key)).toBe(role);
});

test('other names are neither', () => {
  for (const key of ['platform', 'latency', 'belongs', 'length', 'relation', 'population', 'x'])
    expect([latitudeKey(key), longitudeKey(key)]).toEqual([undefined, undefined]);
});

test('a record has a place by numbers or by their text, and only on the earth', () => {
  const keys = { latitude: 'lat', longitude: 'lng' };
  expect(coordinatesOf({ name: 'Lowick', lat: 51.2, lng: -3.4 })).toEqual(keys);
  expect(pointOf({ lat: '51.20000', lng: '-3.4' }, keys)).toEqual([51.2, -3.4]);
  for (const record of [
    { lat: 51.2 },
    { lat: 51.2, lng: 'west' },
    { lat: 91, lng: 0 },
    { lat: 0, lng: 180.5 },
    { lat: '', lng: '' },
    { lat: null, lng: null },
    { lat1: 1, lng1: 2 },
    [51.2, -3.4],
    'here',
  ])
    expect(coordinatesOf(record)).toBeUndefined();
});

test('every point of the earth is one, written either way', () => {
  const degrees = (most: number) =>
    fc.integer({ min: -most * 1000, max: most * 1000 }).map((thousandth) => thousandth / 1000);
  fc.assert(
    fc.property(degrees(90), degrees(180), fc.boolean(), (latitude, longitude, text) => {
      const [north, east] = text ? [`${latitude}`, `${longitude}`] : [latitude, longitude];
      const record = { latitude: north, longitude: east };
      const keys = coordinatesOf(record);
      expect(keys && pointOf(record, keys)).toEqual([latitude, longitude]);
    }),
  );
});

test('land without one place is a region', () => {
  for (const words of ['country', 'Anseba Region', 'home province', 'subregion', 'Kent County'])
    expect(isRegion(words)).toBe(true);
  for (const words of ['city', 'harbour', 'countryside', 'Estate', undefined])
    expect(isRegion(words)).toBe(false);
});
