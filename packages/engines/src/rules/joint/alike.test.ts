import { expect, test } from 'vitest';
import { asked, refused } from '../testing/asked.ts';
import { coast, joining, landOf, looksUp } from '../testing/harbours.ts';
import { aNode, OPEN, written } from '../testing/world.ts';
import { alike } from './alike.ts';

const lands = (...names: string[]) => joining('alike', names.map(landOf));

test('the same attribute of two or three things', () => {
  expect(asked(alike, lands('Norway', 'Ireland'))).toEqual([
    'What is the anthem of each of these countries: Norway and Ireland?',
    'What is the motto of each of these countries: Norway and Ireland?',
  ]);
  expect(asked(alike, lands('Norway', 'Ireland', 'Côte d’Ivoire'))).toContain(
    'What is the anthem of each of these countries: Norway, Ireland and Côte d’Ivoire?',
  );
});

test('what is the same for all is not asked', () => {
  expect(asked(alike, lands('Ireland', 'Portugal'))).toEqual([
    'What is the anthem of each of these countries: Ireland and Portugal?',
  ]);
});

test('what many know by heart is not asked', () => {
  const known = coast.map((call) =>
    call.tool === 'places/search_countries'
      ? {
          ...call,
          observation: JSON.parse(JSON.stringify(call.observation).replaceAll('anthem', 'capital')),
        }
      : call,
  );
  expect(asked(alike, lands('Norway', 'Ireland'), known)).toEqual([
    'What is the motto of each of these countries: Norway and Ireland?',
  ]);
});

test('fields are named by attribute and thing, in plain letters', () => {
  const { proposals } = written(lands('Norway', 'Côte d’Ivoire')(3), coast);
  const names = proposals.flatMap(({ fields }) => fields.map(({ name }) => name));
  expect(names).toEqual(
    expect.arrayContaining([expect.stringMatching(/^(anthem|motto)_of_cote_d_ivoire$/)]),
  );
});

test('people go by their names, and are asked for notes', () => {
  const person = (name: string) =>
    aNode(
      {
        name,
        entityType: 'person',
        observations: ['Sings', name.startsWith('Ada') ? 'Rows' : 'Reads'],
      },
      [],
    );
  const world = [person('Ada Quist'), person('Ben Okoro')];
  const legs = ['Ada Quist', 'Ben Okoro'].map((name) => ({
    ...looksUp(name, OPEN),
    start: [{ tool: OPEN, arguments: { names: [name] } }],
  }));
  expect(asked(alike, joining('alike', legs), world)).toEqual([
    'What do the notes in the knowledge base say about each of these people: Ada Quist and Ben Okoro?',
  ]);
});

test.each([
  [['Norway', 'Norway'], 'the things have no noun in common'],
  [['日本', '中国'], 'the names give no names of fields'],
])('%s: %s', (names, reason) => {
  expect(refused(lands(...names))).toEqual([`${alike.name}: ${reason}`]);
});

test('things of two kinds, or with nothing to ask of both, give the reason', () => {
  const mixed = joining('alike', [landOf('Norway'), looksUp('Lowick')]);
  expect(refused(mixed)).toEqual([`${alike.name}: the things have no noun in common`]);
  const places = joining('alike', [looksUp('Lowick'), looksUp('Skarre')]);
  expect(refused(places)).toEqual([
    `${alike.name}: the things have no attribute in which they differ`,
  ]);
  expect(refused(lands('Norway', 'Atlantis'))).toEqual([
    'alike: places/search_countries failed: not in this world',
  ]);
});
