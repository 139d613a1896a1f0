import { expect, test } from 'vitest';
import { countries, menu, notes, town } from '../testing/notes.ts';
import { cafes } from '../testing/tables.ts';
import {
  aNode,
  aPlan,
  explore,
  OPEN,
  proposalsOf,
  reasons,
  sayings,
  type World,
} from '../testing/world.ts';
import { traceWalk } from '../walk.ts';
import { chain } from './chain.ts';

const fromCafes = (pick: 'extreme' | 'named', hops: number) => aPlan(cafes, { pick, hops, menu });
const fromNode = (at: number, name: string, hops: number, world: World = notes) => {
  const start = world[at];
  if (start === undefined) throw new RangeError(`no node ${at}`);
  return aPlan(start, { pick: 'named', names: [name], hops, menu });
};

test('one reference through a column of a row', () => {
  expect(sayings(chain, fromCafes('extreme', 1), town)).toEqual(
    expect.arrayContaining([
      "What is the country of the cafe with the most seats in /town/cafes.json, and what is this country's capital?",
      'Who is the manager of the cafe with the highest monthly rent in /town/cafes.json, and what do the notes in the knowledge base say about this manager?',
    ]),
  );
  expect(sayings(chain, fromCafes('named', 1), town)).toContain(
    "What is the country of the cafe Tin Cup in /town/cafes.json, and what is this country's currency?",
  );
});

test('a thing that stands in a city is located in its country', () => {
  const inns = ['Skerry', 'Low Ness', 'Holm'].map((city, at) => ({
    name: `Inn ${at}`,
    beds: at * 3 + 2,
    city,
    country: at === 1 ? 'Sudria' : 'Norland',
  }));
  const table = { ...cafes, observation: inns, arguments: { path: '/town/inns.json' } };
  const world = [table, ...countries];
  expect(sayings(chain, aPlan(table, { pick: 'extreme', hops: 1, menu }), world)).toContain(
    "In which country is the inn with the most beds in /town/inns.json located, and what is this country's capital?",
  );
});

test('one relation: backward asked as it stands, forward and passive left open', () => {
  expect(sayings(chain, fromNode(0, 'Blue Door', 1), notes)).toEqual([
    'The cafe Blue Door is owned by a firm. Which firm is it, and what do the notes in the knowledge base say about it?',
    'The cafe Blue Door uses a machine. Which machine is it, and what do the notes in the knowledge base say about it?',
    'Which person manages the cafe Blue Door, and what do the notes in the knowledge base say about this person?',
  ]);
  expect(sayings(chain, fromNode(4, 'Hazel Trust', 1), notes)).toEqual([
    'Which cafe is owned by the firm Hazel Trust, and what do the notes in the knowledge base say about this cafe?',
  ]);
  expect(sayings(chain, fromNode(1, 'Ada Quist', 1), notes)).toEqual([
    'Ada Quist manages a cafe. Which cafe is it, and what do the notes in the knowledge base say about it?',
    'Ada Quist reports to someone. Who is it, and what do the notes in the knowledge base say about this person?',
  ]);
});

test('two references: each thing on the way is asked for', () => {
  expect(sayings(chain, fromNode(1, 'Ada Quist', 2), notes)).toEqual([
    'What is the name of the cafe that Ada Quist manages, what is the name of the firm that this cafe is owned by, and what do the notes in the knowledge base say about this firm?',
    'What is the name of the cafe that Ada Quist manages, what is the name of the machine that this cafe uses, and what do the notes in the knowledge base say about this machine?',
  ]);
  expect(sayings(chain, fromCafes('named', 2), town)).toContain(
    'Who is the manager of the cafe Mill Lane in /town/cafes.json, which person reports to this manager, and what do the notes in the knowledge base say about this person?',
  );
  expect(sayings(chain, fromNode(2, 'Ben Okoro', 2), notes)).toEqual([
    'Which person reports to Ben Okoro, what is the name of the cafe that this person manages, and what do the notes in the knowledge base say about this cafe?',
  ]);
  const [made] = proposalsOf(chain, fromNode(2, 'Ben Okoro', 2), notes);
  expect(made?.fields.map(({ name }) => name)).toEqual(['person', 'cafe', 'observations']);
});

test('the doer is asked for as it stands, also behind a thing asked for', () => {
  const dory = aNode({ name: 'Dory', entityType: 'boat', observations: ['Leaks'] }, [
    ['Tar Yard', 'restored', 'Dory'],
    ['Ada Quist', 'sailed', 'Dory'],
  ]);
  const yard = aNode({ name: 'Tar Yard', entityType: 'yard', observations: ['Big'] }, [
    ['Tar Yard', 'restored', 'Dory'],
  ]);
  expect(
    sayings(chain, fromNode(0, 'Tar Yard', 2, [yard, dory, ...notes]), [yard, dory, ...notes]),
  ).toEqual([
    'What is the name of the boat that Tar Yard restored, which person sailed this boat, and what do the notes in the knowledge base say about this person?',
  ]);
});

test('a second thing of one kind is another; a name in lower case opens no sentence', () => {
  const pair = (from: string, to: string): World =>
    [from, to].map((name) =>
      aNode({ name, entityType: 'inn', observations: [`Far from ${name}`] }, [
        [from, 'lends to', to],
      ]),
    );
  const inns = pair('Old Bell', 'Red Lion');
  expect(sayings(chain, fromNode(0, 'Old Bell', 1, inns), inns)).toEqual([
    'The inn Old Bell lends to another inn. Which inn is it, and what do the notes in the knowledge base say about it?',
  ]);
  expect(sayings(chain, fromNode(1, 'Red Lion', 1, inns), inns)).toEqual([
    'Which inn lends to Red Lion, and what do the notes in the knowledge base say about this inn?',
  ]);
  const small = pair('bell inn', 'lion inn');
  expect(sayings(chain, fromNode(0, 'bell inn', 1, small), small)).toEqual([
    'What is the name of the inn that bell inn lends to, and what do the notes in the knowledge base say about this inn?',
  ]);
});

test('a relation onward from a row of a table is a statement too', () => {
  const shops = {
    tool: OPEN,
    arguments: {},
    observation: {
      shops: [40, 12, 25].map((seats, at) => ({ name: `Stall ${at}`, seats })),
      relations: [{ from: 'Stall 0', relationType: 'employs', to: 'Ivy Dunn' }],
    },
  };
  const verbs = { ...shops.observation.relations[0], relationType: 'trusts' };
  const start = { ...shops, observation: { ...shops.observation, relations: [verbs] } };
  const ivy = aNode({ name: 'Ivy Dunn', entityType: 'person', observations: ['Juggles'] }, []);
  const plan = aPlan(start, { pick: 'extreme', hops: 1, menu });
  expect(sayings(chain, plan, [start, ivy])).toEqual([
    'The shop on record with the most seats trusts someone. Who is it, and what do the notes in the knowledge base say about this person?',
  ]);
});

test('two of one noun in a row cannot be told apart: no task', () => {
  const people: World = ['Ann', 'Bea', 'Cat'].map((name, at, all) =>
    aNode({ name, entityType: 'person', observations: [`Owns ${at} boats`] }, [
      [name, 'reports to', all[at + 1] ?? 'nobody'],
    ]),
  );
  expect(reasons(chain, fromNode(0, 'Ann', 2, people), people)).toEqual([
    'the way to the record cannot be said in words',
  ]);
});

test('what an earlier record tells already is not asked again', () => {
  const [, sudria] = countries;
  const known = { ...cafes, observation: [] as object[] };
  known.observation = ['Inn', 'Pub', 'Bar'].map((name, at) => ({
    name,
    seats: at,
    country: 'Sudria',
    capital: 'Port Sable',
    region: 'Lower Isles',
    currency: 'Sudrian pound',
  }));
  const table = { ...known, observation: JSON.parse(JSON.stringify(known.observation)) };
  const world = sudria === undefined ? [table] : [table, sudria];
  expect(reasons(chain, aPlan(table, { pick: 'extreme', hops: 1, menu }), world)).toEqual([
    'the last record has no attribute with a plain noun',
  ]);
});

test('each hop is one flow, from the pointer the walk read to the argument it filled', () => {
  for (const { flows } of proposalsOf(chain, fromCafes('named', 2), town)) {
    expect(flows.map(({ from, to }) => [from, to])).toEqual([
      ['c1', 'c2'],
      ['c2', 'c3'],
    ]);
    for (const { toPointer } of flows) expect(toPointer).toBe('/names/0');
  }
  expect(proposalsOf(chain, fromCafes('named', 2), town)).not.toEqual([]);
});

test('a walk without references is left to other frames', () => {
  const plan = fromCafes('extreme', 0);
  expect(traceWalk(plan, explore(plan, town)).step).toEqual({ stop: 'complete' });
  expect(reasons(chain, plan, town)).toEqual([]);
});
