import type { WalkPlan } from '@firefly/domain/exploration/plan';
import { expect, test } from 'vitest';
import { archive, authorEdge, byAda, hinges, log, menu, norland } from '../testing/archive.ts';
import { aPlan, aTable, reasons, sayings, type World } from '../testing/world.ts';
import { belonging } from './belonging.ts';

const said = (plan: WalkPlan, world: World = archive) => sayings(belonging, plan, world);
const reached = (start: World[number], names: readonly string[] | null, hops = 1): WalkPlan =>
  aPlan(start, { pick: 'named', names, hops, menu, ends: 'listing' });

test('a list chosen in the prompt is counted, and its first and last are asked for', () => {
  expect(said(aPlan(byAda))).toEqual([
    'How many commits by Ada Quist are there in /town/site, and what is the subject of the earliest one?',
    'How many commits by Ada Quist are there in /town/site, and what is the subject of the most recent one?',
  ]);
});

test('a list that nothing chose is none: its table is asked about elsewhere', () => {
  expect(said(aPlan(log))).toEqual([]);
});

test('what else stands out of a list: the ends of measures, and totals', () => {
  const rows = ['Tin', 'Oak', 'Ash'].map((name, at) => ({
    name,
    category: 'tables',
    price_eur: 40 + at,
    stock_kg: 9 - at,
    opened: `20${at + 10}-05-01`,
  }));
  const tables: World[number] = {
    tool: 'shop/list_products',
    arguments: { category: 'tables' },
    observation: rows,
  };
  const head = 'How many products are there whose category is tables';
  expect(said(aPlan(tables), [tables])).toEqual(
    expect.arrayContaining([
      `${head}, and which one has the highest price?`,
      `${head}, and what is their total stock in kg?`,
      `${head}, and which one was opened last?`,
    ]),
  );
});

test('few things that nothing orders are asked for by name, many are only counted', () => {
  const inIsles = (count: number): World[number] => ({
    tool: 'places/list_towns',
    arguments: { region: 'Upper Isles' },
    observation: Array.from({ length: count }, (_, at) => ({ name: `Town ${at}` })),
  });
  const asked = (count: number) => said(aPlan(inIsles(count)), [inIsles(count)]);
  expect(asked(3)).toEqual(['How many towns are there in Upper Isles, and what are they called?']);
  expect(asked(12)).toEqual(['How many towns are there in Upper Isles?']);
});

test('a list that belongs to what a record names', () => {
  expect(said(reached(hinges, ['Oil the hinges']))).toEqual(
    expect.arrayContaining([
      'Who is the author of the commit "Oil the hinges" in /town/site, how many commits by this author are there, and what is the subject of the most recent one?',
    ]),
  );
});

test('where a list comes from is said again if few were spoken of', () => {
  const few = {
    ...log,
    arguments: { path: '/town/site', file: 'roof.md' },
    observation: { commits: log.observation.commits.slice(1, 4) },
  };
  const plan = aPlan(few, { pick: 'extreme', hops: 1, menu, ends: 'listing' });
  const sentences = said(plan, [few, ...archive]);
  expect(sentences).not.toEqual([]);
  for (const sentence of sentences)
    expect(sentence).toContain('how many commits by this author are there in /town/site, and');
});

test('what the question says itself is no answer', () => {
  const gate = archive.find((call) => call.arguments.grep === 'Lock the gate');
  if (gate === undefined) throw new Error('no such commit');
  expect(said(reached(gate, ['Lock the gate']))).toEqual([
    'Who is the author of the commit "Lock the gate" in /town/site, how many commits by this author are there, and what is the subject of the earliest one?',
  ]);
});

test('a list too long to be seen whole gives no task', () => {
  const long = archive.map((call) =>
    call === byAda
      ? { ...call, observation: { ...(call.observation as object), notes: 'x'.repeat(20_000) } }
      : call,
  );
  expect(said(reached(hinges, ['Oil the hinges']), long as World)).toEqual([]);
});

test('a list that belongs to the other end of a relation', () => {
  const node = (name: string) => {
    const found = archive.find((call) => [call.arguments.names].flat(2)[0] === name);
    if (found === undefined) throw new Error(`no node ${name}`);
    return reached(found, [name]);
  };
  expect(said(node('Ben Okoro'))).toContain(
    'Which person reports to Ben Okoro, how many commits by this person are there in /town/site, and what is the subject of the earliest one?',
  );
  expect(said(node('Ada Quist'))).toContain(
    'Who is the person that Ada Quist reports to, how many commits by this person are there in /town/site, and what is the subject of the earliest one?',
  );
});

test('over an id a list belongs to the thing itself, and the id is never asked', () => {
  expect(said(reached(norland, ['Norland']))).toEqual(
    expect.arrayContaining([
      'How many states are there in Norland, and which one has the largest floor area?',
      'How many states are there in Norland, and what is their total floor area in square metres?',
    ]),
  );
});

test('two steps to a list: who leads there is asked for by name', () => {
  expect(said(reached(hinges, ['Oil the hinges'], 2))).toEqual(
    expect.arrayContaining([
      'Who is the author of the commit "Oil the hinges" in /town/site, who is the person that this author reports to, how many commits by this person are there, and what is the subject of the earliest one?',
    ]),
  );
});

test('words that were only looked for choose nothing that could be said', () => {
  const found = { ...byAda, arguments: { path: '/town/site', query: 'Ada' } };
  expect(reasons(belonging, aPlan(found), [found])).toEqual(['the table cannot be said in words']);
});

test('what belongs to the one that stands out of a table', () => {
  const keepers = aTable(
    '/port/keepers.json',
    ['Ben Okoro', 'Ada Quist', 'Cy Orr'].map((name, at) => ({ name, joined: `201${at}-05-01` })),
  );
  const edge = {
    ...authorEdge,
    from: keepers.tool,
    fromPath: '/*/name',
    meaning: 'keeper',
    only: ['Ada Quist', 'Ben Okoro'],
  };
  const plan = aPlan(keepers, { pick: 'extreme', hops: 1, menu: [edge], ends: 'listing' });
  expect(said(plan, [keepers, ...archive])).toEqual([
    'Of the keepers in /port/keepers.json, which one joined first, how many commits by this keeper are there in /town/site, and what is the subject of the earliest one?',
    'Of the keepers in /port/keepers.json, which one joined first, how many commits by this keeper are there in /town/site, and what is the subject of the most recent one?',
  ]);
  expect(said({ ...plan, pick: 'named' }, [keepers, ...archive])).toEqual([]);
});
