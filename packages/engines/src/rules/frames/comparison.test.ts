import { expect, test } from 'vitest';
import { cafes, firms, ships, staff } from '../testing/tables.ts';
import { aPlan, aTable, proposalsOf, reasons, sayings } from '../testing/world.ts';
import { comparison } from './comparison.ts';

/** The sentences with the two names left out. */
const shapes = (table: typeof cafes, names: RegExp) => [
  ...new Set(
    sayings(comparison, aPlan(table), [table]).map((said) => said.replace(names, 'A and B')),
  ),
];

test.each([
  [
    cafes,
    /(Blue|Corner|Mill|Tin) \w+ and (Blue|Corner|Mill|Tin) \w+/,
    [
      'Which of the cafes A and B in /town/cafes.json has more seats, and how many more?',
      'Which of the cafes A and B in /town/cafes.json has the higher monthly rent, and by how much in EUR?',
    ],
  ],
  [
    ships,
    /(Grey|Old|Sea) \w+ and (Grey|Old|Sea) \w+/,
    [
      'Which of the ships A and B in /port/ships.json has the greater draught, and by how much in metres?',
      'Which of the ships A and B in /port/ships.json has the greater length, and by how much in metres?',
      'Which of the ships A and B in /port/ships.json has the longer crossing time, and by how much in hours?',
    ],
  ],
  [
    firms,
    /(Brass & Co|Loom Works|Paper Kite) and (Brass & Co|Loom Works|Paper Kite)/,
    [
      'Which of the companies A and B in data/companies.json has higher sales, and by how much in EUR?',
      'Which of the companies A and B in data/companies.json has larger emissions, and by how much in tonnes?',
      'Which of the companies A and B in data/companies.json has the higher average wage, and by how much in EUR?',
    ],
  ],
  [
    staff,
    /(Ana|Bo|Cy) \w+ and (Ana|Bo|Cy) \w+/,
    [
      'Which of the employees A and B in /hr/employees.json has more sick days, and how many more?',
      'Which of the employees A and B in /hr/employees.json has the higher age, and by how much in years?',
      'Which of the employees A and B in /hr/employees.json has the higher salary, and by how much in EUR?',
    ],
  ],
])('two are compared by every measure (%#)', (table, names, sentences) => {
  expect(shapes(table, names).sort()).toEqual(sentences);
});

test('the winner is a choice between the two names, the difference is not', () => {
  for (const { fields } of proposalsOf(comparison, aPlan(cafes), [cafes]))
    expect(fields.map(({ name, choice }) => [name, choice])).toEqual([
      ['cafe', true],
      ['difference', undefined],
    ]);
});

test('two records that tie are never compared', () => {
  const tied = aTable('/town/pubs.json', [
    { name: 'Fox', seats: 30 },
    { name: 'Hare', seats: 30 },
    { name: 'Stag', seats: 44 },
  ]);
  const said = sayings(comparison, aPlan(tied), [tied]);
  expect(said.length).toBeGreaterThan(1);
  for (const sentence of said) expect(sentence).toContain('Stag');
});

test('a table without a measure is not compared', () => {
  const plain = aTable(
    '/town/pubs.json',
    ['Fox', 'Hare', 'Stag'].map((name) => ({ name, rank: 1 })),
  );
  expect(reasons(comparison, aPlan(plain), [plain])).toEqual([
    'the table has no measure to compare by',
  ]);
});

test('names that hold an "and" are not joined by another; names that say their noun stand alone', () => {
  const inns = (...names: string[]) =>
    aTable(
      '/town/inns.json',
      names.map((name, at) => ({ name, beds: at + 2 })),
    );
  const joined = inns('Salt and Tar', 'Old Bell', 'Hops & Co');
  expect(reasons(comparison, aPlan(joined), [joined])).toEqual(['no two records differ']);
  const said = inns('Bell Inn', 'Harbour Inn', 'Salt and Tar');
  expect(sayings(comparison, aPlan(said), [said])[0]).toBe(
    'Which of Bell Inn and Harbour Inn in /town/inns.json has more beds, and how many more?',
  );
});
