import { aCall, aCatalog, aTool } from '@firefly/testing/builders/parts';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../json.ts';
import { traceFlows } from './trace.ts';

const find = aTool('geo', 'find', 'Finds a city.', { name: { type: 'string' } });
const use = aTool('maps', 'use', 'Uses values.', {
  value: {},
  mode: { enum: ['driving', 'walking'] },
  unit: { type: 'string', default: 'kilometers' },
});
const traced = (observation: Json, args: JsonObject, ...more: Json[]) => {
  const calls = [observation, ...more].map((each, at) =>
    aCall(`c${at + 1}`, find, { name: 'Lausanne' }, each),
  );
  const last = aCall(`c${calls.length + 1}`, use, args, {});
  return traceFlows([...calls, last], aCatalog(find, use)).filter(({ to }) => to === last.id);
};

test('an argument flows from the one leaf with its value', () => {
  const cities = [{ lat: 46.5197 }, { lat: 47.3769, code: '8001' }];
  expect(traced({ cities }, { value: 47.3769 })).toEqual([
    {
      to: 'c2',
      toPointer: '/value',
      value: 47.3769,
      sources: [{ from: 'c1', fromPointer: '/cities/1/lat' }],
    },
  ]);
});

test('a text becomes the number that it writes, and a number its text', () => {
  const sources = (held: Json, value: Json) => traced({ held }, { value })[0]?.sources;
  expect(sources('46.50', 46.5)).toMatchObject([{ convert: 'number' }]);
  expect(sources('46.5197', 46.5197)).toEqual([
    { from: 'c1', fromPointer: '/held', convert: 'number' },
  ]);
  expect(sources('46.51970', 46.5197)).toMatchObject([{ convert: 'number' }]);
  expect(sources(46.5197, '46.5197')).toMatchObject([{ convert: 'string' }]);
  expect(sources(46.5197, '46.51970')).toBeUndefined();
});

test('a text that states the value is a source only where no leaf is the value', () => {
  const text = 'Head office: Lausanne, opened 1987.';
  expect(traced(text, { value: 1987 })[0]?.sources).toEqual([
    { from: 'c1', fromPointer: '', inText: true },
  ]);
  expect(traced(text, { value: 1987 }, { year: 1987 })[0]?.sources).toEqual([
    { from: 'c2', fromPointer: '/year' },
  ]);
  expect(traced('Opened 19870.', { value: 1987 })).toEqual([]);
});

test('several leaves that hold it are all named, for nobody can tell', () => {
  expect(
    traced({ a: 'Zurich', b: 'Zurich' }, { value: 'Zurich' }, 'Zurich')[0]?.sources,
  ).toHaveLength(3);
});

test.each<[string, Json, JsonObject]>([
  ['a boolean', true, { value: true }],
  ['three characters', 'CHF', { value: 'CHF' }],
  ['two digits', 4500, { value: 4500 }],
  ['one of an enum', 'driving', { mode: 'driving' }],
  ['the default', 'kilometers', { unit: 'kilometers' }],
])('%s is not traced', (_, held, args) => {
  expect(traced({ held }, args)).toEqual([]);
});

test('a call does not flow from itself or from later ones', () => {
  const calls = [
    aCall('c1', use, { value: 'Lausanne' }, { name: 'Lausanne' }),
    aCall('c2', find, { name: 'Bern!' }, { name: 'Lausanne' }),
  ];
  expect(traceFlows(calls, aCatalog(find, use))).toEqual([]);
});
