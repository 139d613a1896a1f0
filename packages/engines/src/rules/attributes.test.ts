import type { JsonObject } from '@firefly/domain/json';
import { randomOf } from '@firefly/domain/random';
import { columnOf } from '@firefly/domain/tool-graph/columns';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { attributesOf, chooseAttributes, clausesFor } from './attributes.ts';

const rows: JsonObject[] = [
  {
    name: 'Grey Gull',
    captain: 'Rosa',
    flag_state: 'Norland',
    cabins: 40,
    length_m: 61.5,
    takings_eur: 900,
    launched: '1987-02-14',
    prizes: ['Blue Ribbon'],
    medals: [],
    remarks: ['Sails well'],
    home_region: 'Upper Isles',
    status: 'afloat',
    imo: 'IMO 1234567',
    beacon: null,
  },
  { name: 'Old Margit', cabins: 12, length_m: 48, takings_eur: 700 },
];
const [gull = {}] = rows;
const columns = Object.keys(gull).map((key) =>
  columnOf(key, ['cabins', 'length_m', 'takings_eur'].includes(key) ? rows : [gull, gull]),
);
const all = attributesOf(gull, '$$.c1', columns, ['name']);
const text = (parts: readonly unknown[]) => parts.join('');

test('each kind of value is asked for in its own way', () => {
  expect(all.map((each) => text(each.asks(['it'])))).toEqual([
    'who is its captain',
    'how many cabins does it have',
    'what is its length in metres',
    'what are its takings in EUR',
    'when was it launched',
    'what are its prizes',
    'what remarks are recorded about it',
  ]);
  expect(all.map((each) => text(each.asks(['this ship'])))[2]).toBe(
    "what is this ship's length in metres",
  );
  const ofShip = all.map((each) => text(each.asks(['the ship X'])));
  expect(ofShip[0]).toBe('who is the captain of the ship X');
  expect(ofShip[2]).toBe('what is the length in metres of the ship X');
});

test('the field reads the column, compares as its type needs, and is called what it is', () => {
  expect(all.map(({ field }) => field)).toMatchObject([
    { name: 'captain', kind: 'scalar', expression: '$$.c1.captain', compare: { type: 'exact' } },
    { name: 'cabins', compare: { type: 'exact' }, says: 'number of cabins' },
    { name: 'length', compare: { type: 'number' }, says: 'length' },
    { name: 'takings', says: 'takings figure' },
    { name: 'date_launched', compare: { type: 'date' }, says: 'date launched' },
    { name: 'prizes', kind: 'list', expression: '[$$.c1.prizes]', compare: { type: 'set' } },
    { name: 'remarks', kind: 'list', compare: { type: 'set', of: { type: 'text' } } },
  ]);
});

test('things stand in a city, people have one', () => {
  const asked = (record: JsonObject, of: string) =>
    attributesOf(record, '$$.c1', undefined, []).map((each) => text(each.asks([of])));
  const inn = { city: 'Fjordby', country: 'Norland' };
  expect(asked(inn, 'it')).toEqual(['in which city is it', 'in which country is it']);
  expect(asked(inn, 'the inn X')[0]).toBe('in which city is the inn X');
  expect(asked(inn, 'this curator')[0]).toBe("what is this curator's city");
  expect(asked({ country: 'Norland' }, 'it')).toEqual(['what is its country']);
});

test('two keys of one noun give one attribute, and none takes the name of another field', () => {
  const record = { country: 'Norland', countryName: 'Norland', capital: 'Fjordby' };
  const names = (nouns: string[]) =>
    attributesOf(record, '$$.c1', undefined, [], nouns).map(({ field }) => field.name);
  expect(names([])).toEqual(['country', 'capital']);
  expect(names(['country'])).toEqual(['capital']);
});

test('at most so many are chosen, in the order of the record', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 0, max: 3 }), (seed, most) => {
      const chosen = chooseAttributes(all, randomOf(seed), most);
      expect(chosen).toEqual(all.filter((each) => chosen.includes(each)));
      expect(chosen).toHaveLength(most);
    }),
  );
});

test('two plain nouns share a clause; else the second clause takes the subject up again', () => {
  const plain = attributesOf({ capital: 'Fjordby', anthem: 'North' }, '$$.c1', undefined, []);
  expect(clausesFor(plain, ['Norland'], ['it']).map(text)).toEqual([
    'what are the capital and the anthem of Norland',
  ]);
  expect(clausesFor(all.slice(0, 2), ['the ship X'], ['it']).map(text)).toEqual([
    'who is the captain of the ship X',
    'how many cabins does it have',
  ]);
  expect(clausesFor([], ['X'], ['it'])).toEqual([]);
});
