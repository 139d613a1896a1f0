import { expect, test } from 'vitest';
import { cafes, libraries, ships, staff } from '../testing/tables.ts';
import { aPlan, aTable, explore, reasons, sayings } from '../testing/world.ts';
import { traceWalk } from '../walk.ts';
import { extreme } from './extreme.ts';

const plan = (table: typeof cafes) => aPlan(table, { pick: 'extreme' });
const said = (table: typeof cafes) => sayings(extreme, plan(table), [table]);

test('counts take most and fewest, money highest and lowest, spans longest and shortest', () => {
  expect(said(cafes)).toEqual(
    expect.arrayContaining([
      'Of the cafes in /town/cafes.json, which one has the most seats, and who is its manager?',
      'Of the cafes in /town/cafes.json, which one has the fewest seats, and when was it opened?',
      'Of the cafes in /town/cafes.json, which one has the highest monthly rent, and how many seats does it have?',
      'Of the cafes in /town/cafes.json, which one has the lowest monthly rent, and what is its country?',
    ]),
  );
  expect(said(ships)).toEqual(
    expect.arrayContaining([
      'Of the ships in /port/ships.json, which one has the longest crossing time, and who is its captain?',
      'Of the ships in /port/ships.json, which one has the shortest length, and what is its crossing time in hours?',
      'Of the ships in /port/ships.json, which one has the greatest draught, and when was it launched?',
    ]),
  );
  expect(said(libraries)).toContain(
    'Of the libraries in /shire/libraries.json, which one has the fewest opening hours, and who is its librarian?',
  );
});

test('a person is taken up as a person', () => {
  const sentences = said(staff);
  expect(sentences).toEqual(
    expect.arrayContaining([
      "Of the employees in /hr/employees.json, which one has the highest salary, and what is this employee's city?",
      'Of the employees in /hr/employees.json, which one has the lowest age, and when was this employee hired?',
    ]),
  );
  for (const sentence of sentences) expect(sentence).not.toMatch(/\bits?\b/);
});

test('bookkeeping and abbreviations are never asked', () => {
  for (const sentence of said(libraries)) expect(sentence).not.toMatch(/\b(url|status|tld)\b/);
});

test('a tie at one end leaves only the other; ties at both give no task', () => {
  const pubs = (...seats: number[]) =>
    aTable(
      '/town/pubs.json',
      seats.map((count, at) => ({ name: `Pub ${at}`, seats: count })),
    );
  expect(said(pubs(9, 30, 30))).toEqual([
    'Of the pubs in /town/pubs.json, which one has the fewest seats?',
  ]);
  const tied = pubs(9, 9, 30, 30);
  expect(said(tied)).toEqual([]);
  expect(traceWalk(plan(tied), explore(plan(tied), [tied])).step).toEqual({
    stop: 'stuck',
    reason: 'no record to settle on',
  });
});

test('arguments without words give the reason', () => {
  const coded = { ...cafes, arguments: { path: '/town/cafes.json', dialect: 'x' } };
  expect(reasons(extreme, plan(coded), [coded])).toEqual(['the table cannot be said in words']);
});
