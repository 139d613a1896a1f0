import { tempFolder } from '@firefly/bundle/testing/sample-bundle';
import { modelMeta, rowsWithRollouts } from '@firefly/bundle/testing/sample-rollouts';
import { writeBundle } from '@firefly/bundle/writer';
import { saysFlag } from '@firefly/domain/synthesis/flag';
import { normalize } from '@firefly/domain/synthesis/normalizers';
import { COUNTRIES } from '@firefly/domain/words/countries';
import { expect, test } from 'vitest';
import { recompute } from './independent.ts';
import { namesFlag } from './independent-flags.ts';
import { converted, type Json, normalized } from './independent-notions.ts';
import { leavesNoChoice } from './independent-schemas.ts';

test.each<[Json, string | undefined, Json | undefined]>([
  ['12.5', 'number', 12.5],
  ['-3e2', 'number', -300],
  [7, 'number', 7],
  ['0x10', 'number', undefined],
  [' 12', 'number', undefined],
  ['', 'number', undefined],
  [true, 'number', undefined],
  [null, 'number', undefined],
  [['1', '2'], 'number', [1, 2]],
  [['1', '0b1'], 'number', undefined],
  [12, 'string', '12'],
  [false, 'string', undefined],
  [false, undefined, false],
  ['1', 'date', undefined],
])('%j converted to %s is %j', (value, how, gives) => {
  expect(converted(value, how)).toEqual(gives);
});

test.each<[string, string, Json | undefined]>([
  ['identity', 'Lowick', 'Lowick'],
  ['lowercase', 'Lowick', 'lowick'],
  ['number', '1,450.5', 1450.5],
  ['contains-glob', 'agreement', '**/*agreement*'],
  ['contains-glob', 'two words', undefined],
  ['contains-glob', '*', undefined],
  ['date', 'March 5, 2024', '2024-03-05'],
  ['date', '1st of Sep. 2020', '2020-09-01'],
  ['date', '29 February 1900', undefined],
  ['date', '5 Marc 2024', undefined],
  ['date', '2024-03-05', undefined],
  ['country-code', 'the Netherlands', 'NL'],
  ['country-code', 'Ivory Coast', 'CI'],
  ['country-code', 'United Kingdom', 'GB'],
  ['country-code', 'CH', undefined],
  ['country-code', 'turkey', undefined],
  ['flag', 'also archived ones', true],
  ['flag', 'not archived ones', undefined],
  ['flag', 'archived, 2 of them', undefined],
  ['flag', 'one two three four five six seven eight nine', undefined],
  ['unheard-of', 'x', undefined],
])('%s of %j is %j', (name, words, gives) => {
  expect(normalized(name, words)).toEqual(gives);
});

test.each([
  ['List the orders, [also archived ones].', '/include_archived', true],
  ['Search the folder [recursively].', '/options/isRecursive', true],
  ['Count [just the open] issues.', '/open_only', true],
  ['List the orders, [also paid ones].', '/include_archived', false],
  ['List [archived] orders.', '/exclude_archived', false],
  ['List [all] of them.', '/include_all', false],
  ['Which notes are [archived], please exclude them?', '/include_archived', false],
  ['Show notes that used to be [archived].', '/archived', false],
  ['Take it if it fails to be [refundable].', '/refundable', false],
])('%s names %s: %s', (marked, pointer, names) => {
  const span = [marked.indexOf('['), marked.indexOf(']') - 1];
  const prompt = marked.replace(/[[\]]/g, '');
  expect(namesFlag(prompt, span, pointer)).toBe(names);
  expect(saysFlag(prompt, span as [number, number], pointer)).toBe(names);
});

test('what the page says of normalizers is what they do', () => {
  const months = ['March', 'Mar', 'mar.', 'Marc', 'Sept', 'May', 'september'];
  const days = ['5', '05', '31st', '32', '0', '1th'];
  for (const month of months)
    for (const day of days)
      for (const text of [
        `${month} ${day}, 2024`,
        `${day} of ${month} 2023`,
        `${day} ${month}, 0400`,
        `${month} ${day}  2024`,
      ])
        expect([text, normalized('date', text)]).toEqual([text, normalize('date', text)]);
  const countries = [...COUNTRIES.values()].flat();
  for (const name of [...countries, 'Basel', 'the Gambia', 'côte d’ivoire', 'Cote DIvoire', 'EU'])
    expect([name, normalized('country-code', name)]).toEqual([
      name,
      normalize('country-code', name),
    ]);
});

const schema: Json = {
  type: 'object',
  required: ['unit', 'from', 'units'],
  properties: {
    unit: { enum: ['km'] },
    mode: { const: 'crow' },
    from: { allOf: [{ $ref: '#/$defs/point' }] },
    units: { type: 'array', items: { const: 'km' } },
    stops: { type: 'array', items: { $ref: '#/$defs/point' } },
  },
  $defs: {
    point: {
      required: ['datum', 'name'],
      properties: { datum: { const: 'WGS84' }, name: { enum: ['A', 'B'] }, zone: { const: 1 } },
    },
  },
};
const point = { datum: 'WGS84', name: 'A', zone: 1 };
const args: Json = {
  unit: 'km',
  units: ['km'],
  mode: 'crow',
  from: point,
  stops: [{ ...point, datum: 'ED50' }, point],
};

test.each([
  ['/unit', true],
  ['/from/datum', true],
  ['/stops/1/datum', true],
  // Optional: whoever leaves it out chooses.
  ['/mode', false],
  ['/from/zone', false],
  ['/from/name', false],
  // Another value than the schema demands.
  ['/stops/0/datum', false],
  // How many is a choice.
  ['/units/0', false],
  ['/from/nothing', false],
])('the schema alone explains %s: %s', (pointer, explains) => {
  expect(leavesNoChoice(schema, args, pointer)).toBe(explains);
});

test('a schema that refers to itself, or says nothing, explains nothing', () => {
  const circle: Json = { required: ['a'], properties: { a: { $ref: '#/properties/a' } } };
  expect(leavesNoChoice(circle, { a: 1 }, '/a')).toBe(false);
  expect(leavesNoChoice(undefined, { a: 1 }, '/a')).toBe(false);
});

test('rollouts of a bundle are recomputed, and what was changed about them is named', async () => {
  await using folder = await tempFolder();
  const bundle = async (change: (row: string) => string) => {
    const { trajectories, ...rest } = rowsWithRollouts();
    const changed = [...(trajectories as Iterable<object>)].map((row) =>
      JSON.parse(change(JSON.stringify(row))),
    );
    await writeBundle(folder.path.concat('/b'), { ...rest, trajectories: changed }, modelMeta);
    const { counts, mismatches } = await recompute(folder.path.concat('/b'));
    return { counts, kinds: [...new Set(mismatches.map((one) => one.split(': ').at(-1)))] };
  };
  const { counts, kinds } = await bundle((row) => row);
  expect(kinds).toEqual([]);
  expect(counts).toMatchObject({ rollouts: 2, 'pass@k': 6, 'rollout content': 15 });
  const inRollouts = (from: string, to: string) => (row: string) =>
    row.includes('"golden":false') ? row.replace(from, to) : row;
  expect((await bundle(inRollouts('Aurora', 'Aurore'))).kinds).toEqual(['rollout content']);
  expect((await bundle(inRollouts('"reward":1', '"reward":0'))).kinds).toEqual([
    ...['rollout reward', 'rollouts', 'pass@k', 'pass^k'],
  ]);
});
