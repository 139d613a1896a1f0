import { expect, test } from 'vitest';
import { cafes, ships } from '../testing/tables.ts';
import { aPlan, aTable, reasons, sayings } from '../testing/world.ts';
import { members } from './members.ts';

test('a category is what the records have as it', () => {
  expect(sayings(members, aPlan(cafes), [cafes])).toEqual([
    'Which cafes in /town/cafes.json have "dark" as their roast, and how many are there?',
    'Which cafes in /town/cafes.json have "light" as their roast, and how many are there?',
    'Which cafes in /town/cafes.json have Norland as their country, and how many are there?',
    'Which cafes in /town/cafes.json have Sudria as their country, and how many are there?',
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
    'Which plants in Low Fens have "cabbage" as their family, and how many are there?',
  );
  const all = grown({});
  expect(sayings(members, aPlan(all), [all])[0]).toBe(
    'Which plants on record have "cabbage" as their family, and how many are there?',
  );
  for (const args of [{ region: 'low_fens' }, { region: 'LF' }, { region: 'Fens', limit: 9 }]) {
    const table = grown(args);
    expect(reasons(members, aPlan(table), [table])).toEqual(['the table cannot be said in words']);
  }
});

test('a column that spells one thing in two ways gathers nothing', () => {
  const none = ['no category gathers two to seven records'];
  const rowsOf = (...roasts: string[]) => roasts.map((roast, at) => ({ name: `Bar ${at}`, roast }));
  for (const other of ['Light', 'light ', 'LIGHT', 'l ight']) {
    const table = aTable('/bars.json', rowsOf('light', 'light', other, other, 'dark', 'dark'));
    expect(reasons(members, aPlan(table), [table]), other).toEqual(none);
  }
  const plain = aTable(
    '/bars.json',
    rowsOf('light', 'light', 'lighter', 'lighter', 'dark', 'dark'),
  );
  expect(sayings(members, aPlan(plain), [plain])).toHaveLength(3);
});

test('bookkeeping, plurals and lone values gather nothing', () => {
  const none = ['no category gathers two to seven records'];
  expect(reasons(members, aPlan(ships), [ships])).toEqual(none);
  for (const key of ['status', 'entity_type', 'tld', 'langs', 'tags', 'subregion']) {
    const rows = [1, 2, 3, 4].map((at) => ({
      name: `Plot ${at}`,
      [key]: at < 3 ? 'open' : 'shut',
    }));
    const table = aTable('/plots.json', rows);
    expect(reasons(members, aPlan(table), [table]), key).toEqual(none);
  }
});
