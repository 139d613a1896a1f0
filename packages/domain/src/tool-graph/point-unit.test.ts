import { aTool } from '@firefly/testing/builders/parts';
import { expect, test } from 'vitest';
import type { Tool } from '../catalog/tool.ts';
import type { JsonObject } from '../json.ts';
import { measuredWords, pointUnit } from './point-unit.ts';

const described = (description: string, outputs: Record<string, string> = {}): Tool => ({
  ...aTool('maps', 'relate', description, {}),
  outputSchema: {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(outputs).map(([key, said]) => [key, { type: 'number', description: said }]),
    ),
  },
});
const unit = (answer: JsonObject, tool = described('Relates.')) =>
  pointUnit(tool, answer, Object.keys(answer)[0] ?? '');

test('by its key', () => {
  expect(unit({ distance_km: 3 })).toBe('kilometers');
  expect(unit({ distanceMiles: 3 })).toBe('miles');
  expect(unit({ bearing_deg: 3 })).toBe('degrees');
  expect(unit({ duration_min: 3 })).toBe('minutes');
  expect(unit({ km: 3 })).toBeUndefined();
});

test('by what stands beside it', () => {
  expect(unit({ distance: 3, units: 'kilometers' })).toBe('kilometers');
  expect(unit({ distance: 3, unit: 'KM' })).toBe('kilometers');
  expect(unit({ distance: 3, units: 'nauticalmiles' })).toBe('nautical miles');
  expect(unit({ distance: 3, distance_unit: 'metres', unit: 'miles' })).toBe('metres');
});

test('by its description, or else the tool’s', () => {
  const both = described('Gives the distance in miles.', { distance: 'Distance in kilometres' });
  expect(unit({ distance: 3 }, both)).toBe('kilometres');
  expect(unit({ distance: 3 }, described('Gives it.', { distance: 'Distance (km)' }))).toBe(
    'kilometers',
  );
  expect(unit({ distance: 3 }, described('Gives the distance in miles.'))).toBe('miles');
  expect(unit({ bearing: 3 }, described('Bearing in degrees (0-360), 0 is north.'))).toBe(
    'degrees',
  );
});

test('only a unit that such a number can have', () => {
  const tool = described('Takes points in degrees and gives distance in kilometers and bearing.');
  expect(unit({ distance: 3 }, tool)).toBe('kilometers');
  expect(unit({ bearing: 3 }, tool)).toBe('degrees');
  expect(unit({ bearing: 3, units: 'kilometers' })).toBeUndefined();
  expect(unit({ distance: 3, units: 'degrees' })).toBeUndefined();
  expect(unit({ duration: 3, units: 'kilometers' })).toBeUndefined();
});

test('none where nothing says it, or where two are said', () => {
  for (const answer of [
    { distance: 3 },
    { distance: 3, units: 'metric' },
    { distance: 3, unit: 7 },
  ])
    expect(unit(answer)).toBeUndefined();
  const several = described('Gives the distance in kilometers or in miles.');
  expect(unit({ distance: 3 }, several)).toBeUndefined();
  expect(unit({ distance: 3 }, described('Supports kilometers and miles.'))).toBeUndefined();
});

test('a key without its unit', () => {
  expect(measuredWords('distanceKm')).toEqual(['distance']);
  expect(measuredWords('initial_bearing')).toEqual(['initial', 'bearing']);
  expect(measuredWords('km')).toEqual(['km']);
});
