import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { valueAt } from '../pointer.ts';
import type { Edge } from './edge.ts';
import type { GraphColumn } from './graph-columns.ts';
import { argumentsOf, feed, type Standing, standings, TRIALS, type TriedCall } from './standing.ts';

const edge: Edge = {
  from: 'files/read',
  fromPath: '/*/country',
  to: 'places/search_countries',
  toPath: '/query',
  meaning: 'country',
  confidence: 'high',
  evidence: ['observed'],
};
const column = (values: readonly string[]): GraphColumn => ({
  tool: edge.from,
  path: edge.fromPath,
  meaning: edge.meaning,
  names: true,
  values,
});
const tried = (value: string, observation: Json | null): TriedCall => ({
  tool: edge.to,
  arguments: { query: value },
  observation,
});
const record = (value: string) => tried(value, { countries: [{ name: value, capital: 'x' }] });
const listing = (value: string) =>
  tried(
    value,
    ['Ann', 'Bo', 'Chi'].map((name) => ({ name, country: value })),
  );
const nothing = (value: string) => tried(value, { countries: [] });
const failed = (value: string) => tried(value, null);

function standing(values: readonly string[], calls: readonly TriedCall[]): Standing {
  const [only] = standings([edge], [column(values)], calls);
  if (only === undefined) throw new Error('no standing for the edge');
  return only;
}
const four = ['Peru', 'Malta', 'Kenya', 'Latvia'] as const;
const [a, b, c, d] = four;

test('nothing tried: every value of a short column is still to be tried', () => {
  expect(standing(four, [])).toEqual({ edge, values: four, untried: four, confirmed: null });
});

test('of a long column, values spread over all of it are tried', () => {
  const long = Array.from({ length: 31 }, (_, at) => `v${at}`);
  expect(standing(long, []).untried).toEqual(['v0', 'v10', 'v20', 'v30']);
});

test('three of four answers confirm an edge, two do not', () => {
  expect(standing(four, [record(a), record(b), record(c), nothing(d)])).toMatchObject({
    confirmed: 'record',
    untried: [],
  });
  expect(standing(four, [record(a), record(b), nothing(c), nothing(d)])).toMatchObject({
    confirmed: null,
    untried: [],
  });
});

test('a failed call speaks against an edge like an empty answer', () => {
  expect(standing(four, [record(a), record(b), record(c), failed(d)]).confirmed).toBe('record');
  expect(standing(four, [record(a), record(b), failed(c), failed(d)]).confirmed).toBeNull();
});

test('before enough is tried nothing is decided', () => {
  expect(standing(four, [record(a), record(b), record(c)])).toMatchObject({
    confirmed: null,
    untried: [d],
  });
});

test('a column of two values is decided by both, one of one value never', () => {
  expect(standing([a, b], [record(a), record(b)]).confirmed).toBe('record');
  expect(standing([a, b], [record(a), nothing(b)])).toMatchObject({ confirmed: null, untried: [] });
  expect(standing([a], [record(a)])).toMatchObject({ confirmed: null, untried: [] });
});

test('lists of what belongs to the values confirm a listing; mixed answers nothing', () => {
  expect(standing(four, four.map(listing)).confirmed).toBe('listing');
  expect(standing(four, [record(a), record(b), listing(c), listing(d)]).confirmed).toBeNull();
});

test('lists too short to be one say neither, but two long ones are needed', () => {
  const few = (value: string) => tried(value, [{ name: 'Ann', country: value }]);
  expect(standing(four, [listing(a), listing(b), few(c), few(d)]).confirmed).toBe('listing');
  expect(standing(four, [listing(a), few(b), few(c), few(d)]).confirmed).toBeNull();
  expect(standing(four, [listing(a), listing(b), nothing(c), few(d)]).confirmed).toBeNull();
  expect(standing(four, [record(a), record(b), few(c), few(d)]).confirmed).toBeNull();
});

test('what stands beside the value is a part of every trial', () => {
  const beside: Edge = { ...edge, companions: { folder: 'Reports' } };
  const within = four.map((value) => {
    const call = record(value);
    return { ...call, arguments: { folder: 'Reports', ...call.arguments } };
  });
  const of = (calls: readonly TriedCall[]) => standings([beside], [column(four)], calls)[0];
  expect(of(within)?.confirmed).toBe('record');
  expect(of(four.map(record))).toMatchObject({ confirmed: null, untried: four });
  expect(argumentsOf(beside, a)).toEqual({ folder: 'Reports', query: a });
});

test('where only some values may flow, only they are tried', () => {
  const some: Edge = { ...edge, only: [b, d] };
  const [open] = standings([some], [column(four)], []);
  expect(open).toMatchObject({ values: [b, d], untried: [b, d] });
});

test('only calls of the tool with just this argument count', () => {
  const other = four.map((value) => ({ ...record(value), tool: 'places/search_cities' }));
  const more = four.map((value) => ({ ...record(value), arguments: { query: value, limit: 5 } }));
  expect(standing(four, [...other, ...more])).toMatchObject({ confirmed: null, untried: four });
});

test('an edge whose column was never seen has nothing to try', () => {
  expect(standings([edge], [], [])).toEqual([{ edge, values: [], untried: [], confirmed: null }]);
});

test('the order of the calls does not matter', () => {
  const answers = [record(a), listing(b), failed(c), record(d), nothing('Chile')];
  const whole = { minLength: answers.length, maxLength: answers.length };
  fc.assert(
    fc.property(fc.shuffledSubarray(answers, whole), (calls) => {
      expect(standing([...four, 'Chile'], calls)).toEqual(standing([...four, 'Chile'], answers));
    }),
  );
});

test('trying what is untried decides every edge, with few calls', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 30 }), (values) => {
      const { untried } = standing(values, []);
      expect(untried).toHaveLength(Math.min(TRIALS, values.length));
      const after = standing(
        values,
        untried.map((value) => record(String(value))),
      );
      expect(after.untried).toEqual([]);
      expect(after.confirmed).toBe(values.length >= 2 ? 'record' : null);
    }),
  );
});

test('feeding puts the value where the pointer says, into a list of one for an array', () => {
  expect(feed('/names/*', 'Ann')).toEqual({ names: ['Ann'] });
  expect(feed('/from/place', 'Ann')).toEqual({ from: { place: 'Ann' } });
  expect(valueAt(feed('/a~1b/c', 3), '/a~1b/c')).toBe(3);
});

test('a key of a text needs one answer: each paper has keys of its own', () => {
  const inText = { ...edge, fromPath: '/:/Country' };
  const columns = [{ ...column([a]), path: inText.fromPath }];
  expect(standings([inText], columns, [record(a)])[0]?.confirmed).toBe('record');
  expect(standings([inText], columns, [nothing(a)])[0]?.confirmed).toBeNull();
  expect(standing([a], [record(a)]).confirmed).toBeNull();
});
