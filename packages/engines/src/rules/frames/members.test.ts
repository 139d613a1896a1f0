import { expect, test } from 'vitest';
import { cafes, ships } from '../testing/tables.ts';
import { aPlan, aTable, reasons, sayings } from '../testing/world.ts';
import { members } from './members.ts';

test('proper names and plain categories each take their own words', () => {
  expect(sayings(members, aPlan(cafes), [cafes])).toEqual([
    'Which cafes in /town/cafes.json have Norland as their country, and how many are there?',
    'Which cafes in /town/cafes.json have Sudria as their country, and how many are there?',
    'Which cafes in /town/cafes.json have the roast dark, and how many are there?',
    'Which cafes in /town/cafes.json have the roast light, and how many are there?',
  ]);
});

test('a table given for an area says the area, one without arguments is on record', () => {
  const rows = ['Aster', 'Briar', 'Cress', 'Dill'].map((name, at) => ({
    name,
    family: at < 2 ? 'rose' : 'cabbage',
  }));
  const grown = (args: { region?: string; limit?: number }) => ({
    tool: 'garden/list_plants',
    arguments: args,
    observation: rows,
  });
  const inRegion = grown({ region: 'Low Fens' });
  expect(sayings(members, aPlan(inRegion), [inRegion])[0]).toBe(
    'Which plants in Low Fens have the family cabbage, and how many are there?',
  );
  const all = grown({});
  expect(sayings(members, aPlan(all), [all])[0]).toBe(
    'Which plants on record have the family cabbage, and how many are there?',
  );
  for (const args of [{ region: 'low_fens' }, { region: 'LF' }, { region: 'Fens', limit: 9 }]) {
    const table = grown(args);
    expect(reasons(members, aPlan(table), [table])).toEqual(['the table cannot be said in words']);
  }
});

test('bookkeeping, plurals and lone values gather nothing', () => {
  const none = ['no category gathers two to seven records'];
  expect(reasons(members, aPlan(ships), [ships])).toEqual(none);
  for (const key of ['status', 'entity_type', 'tld', 'langs', 'tags']) {
    const rows = [1, 2, 3, 4].map((at) => ({
      name: `Plot ${at}`,
      [key]: at < 3 ? 'open' : 'shut',
    }));
    const table = aTable('/plots.json', rows);
    expect(reasons(members, aPlan(table), [table]), key).toEqual(none);
  }
});
