import type { PlannedCall } from '@firefly/domain/exploration/planned-call';
import type { Json, JsonObject } from '@firefly/domain/json';
import { type Operator, operatorsOf, operatorTrials } from '@firefly/domain/tool-graph/operators';
import type { TriedCall } from '@firefly/domain/tool-graph/standing';
import { aTool } from '@firefly/testing/builders/parts';

/** Made-up tools that compute: geometry in typed answers, sums in prose. */
const number = { type: 'number' };
const point = {
  type: 'object',
  properties: { longitude: number, latitude: number },
  required: ['longitude', 'latitude'],
};
const points = { from: point, to: point };
const numbers = { a: number, b: number };

export const distance = aTool(
  'maps',
  'distance_tool',
  'Calculate the great-circle distance between two points.',
  points,
);
export const bearing = aTool(
  'maps',
  'bearing_tool',
  'Calculate the bearing in degrees from one point to another.',
  points,
);
export const midpoint = aTool(
  'maps',
  'midpoint_tool',
  'Calculate the midpoint of the great circle.',
  points,
);
const calculator = ['add', 'sub', 'mul', 'div'].map((name) =>
  aTool('calc', name, 'Calculate.', numbers),
);
export const machines = [distance, bearing, midpoint, ...calculator];

const rounded = (value: number): number => Number(value.toFixed(3));
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

function apart(a: Point, b: Point): number {
  const [north, south] = [radians(a.latitude), radians(b.latitude)];
  const [up, along] = [south - north, radians(b.longitude - a.longitude)];
  const h = Math.sin(up / 2) ** 2 + Math.cos(north) * Math.cos(south) * Math.sin(along / 2) ** 2;
  return 2 * 6371.009 * Math.asin(Math.sqrt(h));
}

const towards = (a: Point, b: Point): number =>
  (Math.atan2(b.longitude - a.longitude, b.latitude - a.latitude) * 180) / Math.PI + 180;

const SUMS: Readonly<Record<string, (a: number, b: number) => string>> = {
  'calc/add': (a, b) => `The sum of ${a} and ${b} is ${a + b}`,
  'calc/sub': (a, b) => `The difference of ${a} and ${b} is ${a - b}`,
  'calc/mul': (a, b) => `The product of ${a} and ${b} is ${a * b}`,
  'calc/div': (a, b) => `The division of ${a} and ${b} is ${a / b}`,
};
const RELATIONS: Readonly<Record<string, (a: Point, b: Point) => JsonObject>> = {
  'maps/distance_tool': (a, b) => ({ distance: rounded(apart(a, b)), units: 'kilometers' }),
  'maps/bearing_tool': (a, b) => ({ bearing: rounded(towards(a, b)) }),
  'maps/midpoint_tool': (a, b) => ({
    midpoint: {
      longitude: rounded((a.longitude + b.longitude) / 2),
      latitude: rounded((a.latitude + b.latitude) / 2),
    },
  }),
};

/** What a tool that computes answers; undefined for other tools. */
export function computed({ tool, arguments: args }: PlannedCall): Json | undefined {
  const { a, b, from, to } = args;
  if (typeof a === 'number' && typeof b === 'number') return SUMS[tool]?.(a, b);
  const related = RELATIONS[tool]?.(from as unknown as Point, to as unknown as Point);
  return related && { ...related, ...args };
}

/** What their trials answered. */
export const trials: readonly TriedCall[] = operatorTrials(machines, []).map((call) => ({
  ...call,
  observation: computed(call) ?? null,
}));

/** The tools that compute, as trials made them known. */
export const operators: readonly Operator[] = operatorsOf(machines, trials);

/** Those of some operators that belong to these tools: `maps/distance_tool`. */
export const only = (...tools: readonly string[]): Operator[] =>
  operators.filter(({ tool }) => tools.includes(tool));

/** All but those of these tools. */
export const without = (...tools: readonly string[]): Operator[] =>
  operators.filter(({ tool }) => !tools.includes(tool));
