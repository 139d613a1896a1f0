import { aTool } from '@firefly/testing/builders/parts';
import { expect, test } from 'vitest';
import { type Tool, toolId } from '../catalog/tool.ts';
import type { Json, JsonObject } from '../json.ts';
import { valueAt } from '../pointer.ts';
import { pairOf } from './point-slots.ts';
import { pointOperator, pointTrials } from './points.ts';
import type { TriedCall } from './standing.ts';

const number: JsonObject = { type: 'number' };
const place: JsonObject = {
  type: 'object',
  properties: { longitude: number, latitude: number },
  required: ['longitude', 'latitude'],
};
const relate = aTool('maps', 'relate', 'Relates, by great-circle lines in kilometers.', {
  from: place,
  to: place,
});
const flat = (...names: string[]): Tool =>
  aTool('maps', 'relate', 'd', Object.fromEntries(names.map((name) => [name, number])));

type Point = readonly [number, number];
const tried = (tool: Tool, answer: (a: Point, b: Point, args: JsonObject) => Json): TriedCall[] => {
  const slots = pairOf(tool);
  if (slots === undefined) throw new Error('no pair');
  return pointTrials(tool).map((args) => {
    const [a, b] = slots.map(
      ({ latitude, longitude }): Point => [
        Number(valueAt(args, latitude)),
        Number(valueAt(args, longitude)),
      ],
    );
    if (a === undefined || b === undefined) throw new Error('no points');
    return { tool: toolId(tool), arguments: args, observation: answer(a, b, args) };
  });
};
const operator = (answer: (a: Point, b: Point, args: JsonObject) => Json, tool = relate) =>
  pointOperator(tool, tried(tool, answer));

const apart = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]) * 111.2;
const turn = (a: Point, b: Point): number => 180 + 50 * Math.atan2(b[1] - a[1], b[0] - a[0]);
const middle = (a: Point, b: Point, part = 0.5) => ({
  latitude: a[0] + (b[0] - a[0]) * part,
  longitude: a[1] + (b[1] - a[1]) * part,
});

test.each<readonly [Tool, readonly string[], boolean]>([
  [relate, ['/from/latitude', '/from/longitude', '/to/latitude', '/to/longitude'], true],
  [flat('lat1', 'lon1', 'lat2', 'lon2'), ['/lat1', '/lon1', '/lat2', '/lon2'], true],
  [
    flat('toLat', 'toLng', 'fromLat', 'fromLng'),
    ['/fromLat', '/fromLng', '/toLat', '/toLng'],
    true,
  ],
  [flat('lat_b', 'lon_b', 'lat_a', 'lon_a'), ['/lat_a', '/lon_a', '/lat_b', '/lon_b'], true],
  [
    aTool('maps', 'relate', 'd', { pointA: place, pointB: place }),
    ['/pointA/latitude', '/pointA/longitude', '/pointB/latitude', '/pointB/longitude'],
    true,
  ],
  [
    flat('homeLat', 'homeLon', 'workLat', 'workLon'),
    ['/homeLat', '/homeLon', '/workLat', '/workLon'],
    false,
  ],
])('where a tool takes two points, the start first', (tool, pointers, directed) => {
  const slots = pairOf(tool) ?? [];
  expect(slots.flatMap(({ latitude, longitude }) => [latitude, longitude])).toEqual(pointers);
  expect(operator((a, b) => ({ distance: apart(a, b) }), tool)?.directed).toBe(directed);
});

test('tools of another form are not tried', () => {
  const list = { type: 'array', items: place };
  for (const tool of [
    flat('lat', 'lon'),
    flat('lat1', 'lon1', 'lat2', 'lon2', 'speed'),
    flat('lat1', 'lon1', 'lat2', 'lon2', 'lat3', 'lon3'),
    flat('lat1', 'lon1', 'lat2', 'lonB'),
    flat('x1', 'y1', 'x2', 'y2'),
    aTool('maps', 'relate', 'd', { points: list }),
    aTool('maps', 'relate', 'd', { from: place, others: list }),
    aTool('maps', 'relate', 'd', {
      lat1: { type: 'string' },
      lon1: number,
      lat2: number,
      lon2: number,
    }),
  ])
    expect(pointTrials(tool)).toEqual([]);
  const optional = aTool('maps', 'relate', 'd', {
    from: place,
    to: place,
    units: { type: 'string', default: 'kilometers' },
  });
  expect(pointTrials(optional)).toEqual(pointTrials(relate));
});

test('a number that differs from pair to pair is a measure; echoes and constants are none', () => {
  const found = operator((a, b, args) => ({
    ...args,
    distance: apart(a, b),
    lat: a[0],
    start: a[0] + 0.001,
    precision: 2,
    points: 2,
    units: 'kilometers',
    text: 'far',
    nothing: null,
  }));
  expect(found).toMatchObject({ directed: true, straight: true, points: [] });
  expect(found?.measures.map(({ key }) => key)).toEqual(['distance', 'start']);
  expect(found?.measures[0]).toEqual({ key: 'distance', unit: 'kilometers' });
});

test('what depends on the order is a measure only where the order is known', () => {
  const answer = (a: Point, b: Point) => ({ distance: apart(a, b), bearing: turn(a, b) });
  expect(operator(answer)?.measures.map(({ key }) => key)).toEqual(['distance', 'bearing']);
  const unordered = flat('homeLat', 'homeLon', 'workLat', 'workLon');
  expect(operator(answer, unordered)?.measures.map(({ key }) => key)).toEqual(['distance']);
  expect(operator((a, b) => ({ bearing: turn(a, b) }), unordered)).toBeUndefined();
});

test('a point between is new, and the same from either end; echoes are none', () => {
  const found = operator((a, b, args) => ({
    ...args,
    midpoint: middle(a, b),
    tenth: middle(a, b, 0.1),
    pair: [a[0], b[0]],
  }));
  expect(found).toMatchObject({ measures: [], points: ['midpoint'], straight: true });
});

test('a trial that is missing or failed, or an answer without numbers, decides against it', () => {
  const calls = tried(relate, (a, b) => ({ distance: apart(a, b) }));
  expect(pointOperator(relate, calls)?.measures).toHaveLength(1);
  for (let at = 0; at < calls.length; at += 1) {
    expect(pointOperator(relate, calls.toSpliced(at, 1))).toBeUndefined();
    const failed = calls.map((call, other) =>
      other === at ? { ...call, observation: null } : call,
    );
    expect(pointOperator(relate, failed)).toBeUndefined();
  }
  for (const answer of ['far', [], {}, { distance: '12' }, { distance: 12 }])
    expect(operator(() => answer)).toBeUndefined();
  expect(
    pointOperator(
      relate,
      calls.map((call) => ({ ...call, tool: 'x/y' })),
    ),
  ).toBeUndefined();
});
