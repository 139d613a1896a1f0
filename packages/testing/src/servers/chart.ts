/**
 * A chart of the coast of the atlas, and the tools of who reads it: where a harbour lies, how far and in
 * which direction one point is from another, typed; and sums, told in prose.
 */
import { harbours } from './atlas-data.ts';
import type { FixtureTool } from './fixture-server.ts';
import { object, serve, structured, text } from './serve.ts';

const number = { type: 'number' } as const;
const readOnly = { readOnlyHint: true };
const point = object({ latitude: number, longitude: number });

/** Harbours lie along the coast from south-west to north-east, no two steps alike. */
const positions = harbours.map(({ name }, at) => ({
  name,
  latitude: Number((51.3 + at * 0.417 + at ** 2 * 0.013).toFixed(4)),
  longitude: Number((-4.9 + at * 0.738 - at ** 2 * 0.021).toFixed(4)),
}));

interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

const KILOMETERS_PER_DEGREE = 111.195;
/** Steps to the north and to the east on a flat sea: nobody sails by this chart. */
const stepsBetween = (from: Point, to: Point) => {
  const shrink = Math.cos(((from.latitude + to.latitude) * Math.PI) / 360);
  const north = (to.latitude - from.latitude) * KILOMETERS_PER_DEGREE;
  return { north, east: (to.longitude - from.longitude) * KILOMETERS_PER_DEGREE * shrink };
};
const distance = (from: Point, to: Point): number => {
  const { north, east } = stepsBetween(from, to);
  return Number(Math.hypot(north, east).toFixed(3));
};
const bearing = (from: Point, to: Point): number => {
  const { north, east } = stepsBetween(from, to);
  return Number((((Math.atan2(east, north) * 180) / Math.PI + 360) % 360).toFixed(2));
};

const relating = (
  name: string,
  description: string,
  relate: (from: Point, to: Point) => Record<string, unknown>,
): FixtureTool => ({
  listed: {
    name,
    description,
    inputSchema: object({ from: point, to: point }),
    annotations: readOnly,
  },
  run: ({ from, to }) => structured({ ...relate(from as Point, to as Point), from, to }),
});

const summing = (
  name: string,
  says: string,
  compute: (a: number, b: number) => number,
): FixtureTool => ({
  listed: {
    name,
    description: `Compute the ${says} of two numbers.`,
    inputSchema: object({ a: number, b: number }),
    annotations: readOnly,
  },
  run: ({ a, b }) => text(`The ${says} of ${a} and ${b} is ${compute(Number(a), Number(b))}.`),
});

const tools: readonly FixtureTool[] = [
  {
    listed: {
      name: 'find_harbour',
      description: 'Find the latitude and longitude of a harbour by its name.',
      inputSchema: object({ harbour: { type: 'string', description: 'Name of the harbour' } }),
      annotations: readOnly,
    },
    run: ({ harbour }) => {
      const found = positions.find(({ name }) => name === harbour);
      return found === undefined
        ? { ...text('No such harbour is on the chart.'), isError: true }
        : structured(found);
    },
  },
  relating(
    'measure_distance',
    'Measure the distance between two points in a straight line.',
    (from, to) => ({
      distance: distance(from, to),
      units: 'kilometers',
    }),
  ),
  relating(
    'take_bearing',
    'Take the bearing in degrees from one point to another.',
    (from, to) => ({
      bearing: bearing(from, to),
    }),
  ),
  summing('subtract', 'difference', (a, b) => a - b),
  summing('multiply', 'product', (a, b) => a * b),
  summing('divide', 'quotient', (a, b) => a / b),
  summing('remainder', 'remainder', (a, b) => a % b),
];

serve({ name: 'chart', tools });
