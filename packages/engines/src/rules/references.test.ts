import type { JsonObject } from '@firefly/domain/json';
import { valueAt } from '@firefly/domain/pointer';
import { expect, test } from 'vitest';
import type { Place } from './place.ts';
import { referencesOf } from './references.ts';
import { countryEdge, managerEdge, menu } from './testing/notes.ts';
import { cafes, ships } from './testing/tables.ts';
import { anEdge, OPEN, READ } from './testing/world.ts';

const aRow = (record: JsonObject, over: Partial<Place> = {}): Place => ({
  call: 1,
  tool: READ,
  arguments: {},
  steps: [],
  index: 0,
  record,
  pointer: '/0',
  selector: { kind: 'none' },
  noun: 'cafe',
  label: 'name',
  table: undefined,
  ...over,
});
const row = { name: 'Blue Door', manager: 'Ada Quist', country: 'Norland', seats: 40 };

const ways = (place: Place, observation = cafes.observation, met: readonly string[] = []) =>
  referencesOf(place, observation, menu, met);

test('a column leads on if the menu has an edge from it with its meaning', () => {
  const found = ways(aRow(row));
  expect(found.map(({ value, edge }) => [value, edge])).toEqual([
    ['Ada Quist', managerEdge],
    ['Norland', countryEdge],
  ]);
  for (const { pointer, value } of found) expect(valueAt([row], pointer)).toBe(value);
  expect(ways(aRow(row, { tool: 'files/other' }))).toEqual([]);
  expect(referencesOf(aRow(row), [row], [{ ...managerEdge, meaning: 'chef' }], [])).toEqual([]);
});

test('no way leads back to a name already met, or through a gap', () => {
  expect(ways(aRow(row), [row], ['Ada Quist', 'Norland'])).toEqual([]);
  expect(ways(aRow({ name: 'X', manager: null, country: '' }))).toEqual([]);
});

test('a record that is the observation itself says so by its pointer', () => {
  expect(ways(aRow(row, { pointer: '' })).map((way) => way.pointer)).toEqual([
    '/manager',
    '/country',
  ]);
});

test('columns without a plain singular noun lead nowhere', () => {
  for (const key of ['parent', 'cty', 'cafes', 'source_country']) {
    const edges = ['parent', 'cty', 'cafe', 'country'].map((meaning) =>
      anEdge(READ, `/*/${key}`, OPEN, '/q', meaning),
    );
    const place = aRow({ name: 'X', [key]: 'Norland' });
    expect(referencesOf(place, ships.observation, edges, []), key).toEqual([]);
  }
});

const relations = (...triples: readonly (readonly [string, string, string])[]) => ({
  entities: [{ name: 'Blue Door' }],
  relations: triples.map(([from, relationType, to]) => ({ from, to, relationType })),
});
const node = aRow({ name: 'Blue Door' }, { tool: OPEN, steps: ['entities'] });
const said = (observation: ReturnType<typeof relations>, met: readonly string[] = []) =>
  ways(node, observation, met).map((way) =>
    way.kind === 'relation' ? [way.forward, way.verb, way.value, way.pointer] : way,
  );

test('relations are read forward and backward', () => {
  const observation = relations(
    ['Ada Quist', 'manages', 'Blue Door'],
    ['Blue Door', 'uses', 'Vesta 2'],
    ['Corner Pot', 'uses', 'Vesta 1'],
  );
  expect(said(observation)).toEqual([
    [true, 'uses', 'Vesta 2', '/relations/1/to'],
    [false, 'manages', 'Ada Quist', '/relations/0/from'],
  ]);
  expect(said(observation, ['Vesta 2'])).toHaveLength(1);
});

test('a relation to two things at once is refused, and only in the direction in which it is', () => {
  expect(
    said(relations(['Blue Door', 'uses', 'Vesta 2'], ['Blue Door', 'uses', 'Mill 4'])),
  ).toEqual([]);
  expect(
    said(
      relations(
        ['Ada Quist', 'advises', 'Blue Door'],
        ['Ben Okoro', 'advises', 'Blue Door'],
        ['Blue Door', 'advises', 'Tin Cup'],
      ),
    ),
  ).toEqual([[true, 'advises', 'Tin Cup', '/relations/2/to']]);
});

test('a relation that is no verb, or a record without a name, leads nowhere', () => {
  expect(
    said(relations(['Blue Door', 'PART_OF', 'Old Town'], ['A', 'owner', 'Blue Door'])),
  ).toEqual([]);
  const nameless = { ...node, label: undefined };
  expect(ways(nameless, relations(['Blue Door', 'uses', 'Vesta 2']))).toEqual([]);
});

const idEdge = anEdge(READ, '/*/country_id', OPEN, '/id', 'country id');
const ownEdge = anEdge(READ, '/*/hash', OPEN, '/object', 'cafe id');

test('an id leads to the thing it stands for, the own one back to the record itself', () => {
  const place = aRow({ name: 'X', country_id: 17, hash: '9fceb02d0ae598e9' });
  const found = referencesOf(place, [], [idEdge, ownEdge], []);
  expect(found).toMatchObject([
    { value: 17, noun: 'country', opaque: true },
    { value: '9fceb02d0ae598e9', noun: 'cafe', opaque: true, self: true },
  ]);
  const nameless = aRow({ name: 'X', hash: '9fceb02d0ae598e9' }, { noun: undefined });
  expect(referencesOf(nameless, [], [ownEdge], [])).toEqual([]);
});

test('where only some values may flow, the others lead nowhere', () => {
  const some = { ...managerEdge, only: ['Ben Okoro'] };
  expect(referencesOf(aRow(row), [], [some], [])).toEqual([]);
  const other = aRow({ ...row, manager: 'Ben Okoro' });
  expect(referencesOf(other, [], [some], [])).toHaveLength(1);
});
