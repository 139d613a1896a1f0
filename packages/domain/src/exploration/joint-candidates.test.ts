import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import type { NumberOperator, Operation } from '../tool-graph/arithmetic.ts';
import type { PointOperator } from '../tool-graph/points.ts';
import type { Standing } from '../tool-graph/standing.ts';
import { type JointInput, jointCandidates } from './joint-candidates.ts';

const computing = (operation: Operation): NumberOperator => ({
  kind: 'numbers',
  tool: `calc/${operation}`,
  slots: ['a', 'b'],
  operation,
  whole: false,
  result: { kind: 'whole' },
});
const slot = (role: string) => ({ latitude: `/${role}/lat`, longitude: `/${role}/lon`, role });
const distance: PointOperator = {
  kind: 'points',
  tool: 'maps/distance',
  slots: [slot('from'), slot('to')],
  directed: true,
  straight: true,
  measures: [{ key: 'distance', unit: 'kilometers' }],
  points: [],
};

const towns = ['Alder Bay', 'Brindle', 'Corvane', 'Dunmarrow', 'Elsmere', 'Fenwick'];
const found = (name: string, extra: JsonObject = { lat: '47.1', lon: '8.2' }) => ({
  tool: 'places/find_city',
  arguments: { query: name },
  observation: [{ name, country: 'Norland', ...extra }],
});
const museums = {
  tool: 'files/read',
  arguments: { path: 'museums.json' },
  observation: towns.map((city, at) => ({
    name: `Museum ${at}`,
    city,
    visitors: 100 + at,
    budget_eur: 5000,
  })),
};
const lookup = (meaning = 'city', changes: Partial<Standing> = {}): Standing => ({
  edge: {
    from: 'files/read',
    fromPath: '/*/city',
    to: 'places/find_city',
    toPath: '/query',
    meaning,
    confidence: 'high',
    evidence: ['executed'],
  },
  values: towns,
  untried: [],
  confirmed: 'record',
  ...changes,
});
const input = (changes: Partial<JointInput> = {}): JointInput => ({
  calls: [museums, ...towns.map((name) => found(name))],
  lookups: [lookup()],
  operators: [distance, computing('difference'), computing('product')],
  columns: [],
  ...changes,
});
const plans = (changes?: Partial<JointInput>) =>
  jointCandidates(input(changes)).map((candidate) => candidate.make(7));
const shapes = (changes?: Partial<JointInput>) =>
  [...new Set(plans(changes).map(({ shape }) => shape))].sort();

test('nothing known, nothing to join', () => {
  expect(shapes({ calls: [], lookups: [], operators: [] })).toEqual([]);
  expect(shapes()).toEqual(['alike', 'numbers', 'points']);
});

test('no points without an operator on points, no numbers without one on numbers', () => {
  expect(shapes({ operators: [] })).toEqual(['alike']);
  expect(shapes({ operators: [computing('quotient')] })).toEqual(['alike', 'numbers']);
  expect(shapes({ operators: [distance] })).toEqual(['alike', 'points']);
  for (const plan of plans().filter(({ shape }) => shape !== 'alike'))
    expect(plan.operators.length).toBeGreaterThan(0);
});

test('numbers only where an operation is at hand that something would be asked of', () => {
  const picks = (...operations: Operation[]) => [
    ...new Set(
      plans({ operators: operations.map(computing) })
        .filter(({ shape }) => shape === 'numbers')
        .map(({ legs }) => legs[0]?.pick),
    ),
  ];
  expect(picks('sum')).toEqual([]);
  expect(picks('difference')).toEqual(['none']);
  expect(picks('product')).toEqual(['named']);
  expect(picks('quotient')).toEqual(['extreme', 'named', 'none']);
});

test('a table is joined only to what its numbers are good for', () => {
  const numbersOf = (make: (at: number) => JsonObject) => {
    const observation = [0, 1, 2].map((at) => ({ name: `Thing ${at}`, ...make(at) }));
    const operators = [computing('product'), computing('quotient')];
    const joined = plans({ calls: [{ ...museums, observation }], operators });
    const numbers = joined.filter(({ shape }) => shape === 'numbers');
    return [...new Set(numbers.map(({ legs }) => legs[0]?.pick))];
  };
  expect(numbersOf((at) => ({ price_eur: 100 + at, seats: 10 + at }))).toEqual([
    'extreme',
    'named',
    'none',
  ]);
  expect(numbersOf((at) => ({ monthly_rent_eur: 100 + at }))).toEqual(['named', 'none']);
  expect(numbersOf((at) => ({ price_eur: 100 + at, seats: 2 + at }))).toEqual(['none']);
  expect(numbersOf((at) => ({ weight_kg: 10 + at }))).toEqual(['none']);
  expect(numbersOf((at) => ({ weight_kg: 5 + at * 9 }))).toEqual([]);
  expect(numbersOf((at) => ({ humidity_percent: 50 + at }))).toEqual([]);
});

test('names that a lookup did not find, or found twice, are not asked for again', () => {
  const twice = {
    ...found('Brindle'),
    observation: [
      { name: 'Brindle', country: 'Norland' },
      { name: 'Brindle', country: 'Sudria' },
    ],
  };
  const calls = [museums, ...towns.map((name) => (name === 'Brindle' ? twice : found(name)))];
  const names = plans({ calls }).flatMap(({ legs }) => legs.flatMap((leg) => leg.names ?? []));
  expect(names).toContain('Alder Bay');
  expect(names).not.toContain('Brindle');
});

test('keys are unique, and the same input gives the same candidates in one order', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray(towns),
      fc.subarray(input().operators.slice()),
      fc.nat({ max: 3 }),
      (values, operators, copies) => {
        const known = lookup('city', { values });
        const other = { ...known, edge: { ...known.edge, fromPath: '/*/home' } };
        const lookups = [known, ...Array.from({ length: copies }, () => other)];
        const given = input({ lookups, operators });
        const keys = jointCandidates(given).map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
        expect(jointCandidates(given).map(({ key }) => key)).toEqual(keys);
      },
    ),
    { numRuns: 40 },
  );
});

test('the seed is all that two plans of one candidate differ in', () => {
  for (const candidate of jointCandidates(input())) {
    const [one, two] = [candidate.make(1), candidate.make(2)];
    const bare = (plan: typeof one) => ({
      ...plan,
      seed: 0,
      legs: plan.legs.map((leg) => ({ ...leg, seed: 0 })),
    });
    expect(bare(one)).toEqual(bare(two));
    expect(new Set(one.legs.map(({ seed }) => seed)).size).toBe(one.legs.length);
  }
});

test('legs that ask by name ask for different names', () => {
  const sets = plans()
    .filter(({ legs }) => legs.every(({ names }) => names !== null))
    .map(({ legs }) => legs.flatMap(({ names }) => names ?? []));
  expect(sets.length).toBeGreaterThan(4);
  for (const names of sets) expect(new Set(names).size).toBe(names.length);
});

test('names that another server knows are preferred to a gazetteer’s own', () => {
  const column = (tool: string, values: readonly string[]) => ({
    tool,
    path: '/*/city',
    meaning: 'city',
    names: true,
    values,
  });
  const names = (...columns: ReturnType<typeof column>[]) => [
    ...new Set(
      plans({ columns })
        .filter(({ shape }) => shape === 'alike')
        .flatMap(({ legs }) => legs.flatMap((leg) => leg.names ?? [])),
    ),
  ];
  const elsewhere = towns.slice(2);
  expect(names(column('files/read', elsewhere)).sort()).toEqual(elsewhere);
  expect(names(column('places/list', elsewhere)).sort()).toEqual(towns);
});

test('nothing is measured from land without one place, or from what has no place', () => {
  const located = (lookups: Standing[], calls = input().calls) => shapes({ lookups, calls });
  expect(located([lookup('country')])).not.toContain('points');
  const unplaced = [museums, ...towns.map((name) => found(name, { lat: null, lon: null }))];
  expect(located([lookup()], unplaced)).not.toContain('points');
  expect(located([lookup()], [museums])).not.toContain('points');
});

test('a row leads to a place by an edge from its own table', () => {
  const hops = plans().filter(({ legs }) => legs.some((leg) => leg.hops === 1));
  expect(hops.length).toBeGreaterThan(4);
  for (const { legs } of hops)
    for (const leg of legs.filter((each) => each.hops === 1)) {
      expect(leg.start).toEqual([{ tool: museums.tool, arguments: museums.arguments }]);
      expect(leg.menu).toEqual([lookup().edge]);
    }
  const other = lookup();
  const elsewhere = { ...other, edge: { ...other.edge, fromPath: '/*/port' } };
  expect(plans({ lookups: [elsewhere] }).filter(({ legs }) => legs.some((l) => l.hops))).toEqual(
    [],
  );
});
