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
      'What are the capital and the currency of the country of the cafe with the most seats in /town/cafes.json?',
      'Who is the manager of the cafe with the highest monthly rent in /town/cafes.json, and what observations are on record for this manager?',
    ]),
  );
  expect(sayings(chain, fromCafes('named', 1), town)).toContain(
    'What are the capital and the region of the country of the cafe Tin Cup in /town/cafes.json?',
  );
});

test('one relation, read forward, backward, and out of a passive', () => {
  expect(sayings(chain, fromNode(0, 'Blue Door', 1), notes)).toEqual([
    'What is the name of the firm that Blue Door is owned by, and what observations are on record for this firm?',
    'What is the name of the machine that Blue Door uses, and what observations are on record for this machine?',
    'Who manages Blue Door, and what observations are on record for this person?',
  ]);
  expect(sayings(chain, fromNode(4, 'Hazel Trust', 1), notes)).toEqual([
    'What is the name of the cafe that is owned by Hazel Trust, and what observations are on record for this cafe?',
  ]);
});

test('two references are said in two sentences', () => {
  expect(sayings(chain, fromNode(1, 'Ada Quist', 2), notes)).toEqual([
    'Take the cafe that Ada Quist manages. What is the name of the firm that this cafe is owned by, and what observations are on record for this firm?',
    'Take the cafe that Ada Quist manages. What is the name of the machine that this cafe uses, and what observations are on record for this machine?',
  ]);
  expect(sayings(chain, fromCafes('named', 2), town)).toContain(
    'Take the manager of the cafe Mill Lane in /town/cafes.json. Who reports to this manager, and what observations are on record for this person?',
  );
});

test('a relation onward from a row of a table waits for a sentence of its own', () => {
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
    'Take the shop on record with the most seats. Who is the person that this shop trusts, and what observations are on record for this person?',
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
