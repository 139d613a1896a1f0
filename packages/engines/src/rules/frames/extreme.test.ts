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
      'Of the ships in /port/ships.json, which one is the shortest, and what is its crossing time in hours?',
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
      'Of the employees in /hr/employees.json, which one is the youngest, and when was this employee hired?',
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
      seats.map((count, at) => ({ name: `Pub ${at}`, seats: count, owner: `Ann Lee ${at}` })),
    );
  expect(said(pubs(9, 30, 30))).toEqual([
    'Of the pubs in /town/pubs.json, which one has the fewest seats, and who is its owner?',
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

test('dates make a first and a last', () => {
  expect(said(cafes)).toEqual(
    expect.arrayContaining([
      'Of the cafes in /town/cafes.json, which one was opened last, and who is its manager?',
      'Of the cafes in /town/cafes.json, which one was opened first, and how many seats does it have?',
    ]),
  );
  expect(said(staff)).toContain(
    "Of the employees in /hr/employees.json, which one was hired first, and what is this employee's city?",
  );
  for (const sentence of said(cafes)) expect(sentence).not.toMatch(/opened .*opened/);
});

test('equal days leave no first; the time of day tells them apart', () => {
  const ferries = (...launched: string[]) =>
    aTable(
      '/port/ferries.json',
      launched.map((day, at) => ({ name: `Ferry ${at}`, launched: day, captain: `Ann Lee ${at}` })),
    );
  expect(said(ferries('1990-05-01', '1990-05-01', '1999-01-01'))).toEqual([
    'Of the ferries in /port/ferries.json, which one was launched last, and who is its captain?',
  ]);
  const hours = ['08', '09', '10'].map((hour) => `1990-05-01T${hour}:00:00+01:00`);
  expect(said(ferries(...hours))).toHaveLength(2);
});

test('a message is no name: its subject is asked for', () => {
  const commits = ['Ann Lee', 'Bo Ray', 'Cy Orr'].map((author, at) => ({
    hash: `9fceb02d0ae598e${at}`,
    subject: `Mend part ${at} of the roof`,
    author,
    timestamp: 1_767_225_600 + at,
  }));
  const log = { tool: 'a/read_log', arguments: { path: '/town/site' }, observation: { commits } };
  expect(said(log)).toEqual([
    'Of the commits in /town/site, what is the subject of the earliest one, and who is its author?',
    'Of the commits in /town/site, what is the subject of the most recent one, and who is its author?',
  ]);
});

test('what the call was asked for is not asked back', () => {
  const rows = ['Tin', 'Oak', 'Ash'].map((name, at) => ({
    name,
    roast: 'dark',
    seats: at + 2,
    owner: `Ann Lee ${at}`,
  }));
  const dark = { tool: 'a/list_cafes', arguments: { roast: 'dark' }, observation: rows };
  expect(said(dark)).toEqual([
    'Of the cafes whose roast is dark, which one has the fewest seats, and who is its owner?',
    'Of the cafes whose roast is dark, which one has the most seats, and who is its owner?',
  ]);
});

test('a thing of which nothing else is known gives no task: one answer would be too little', () => {
  const pubs = aTable(
    '/town/pubs.json',
    [9, 20, 30].map((seats, at) => ({ name: `Pub ${at}`, seats })),
  );
  expect(reasons(extreme, plan(pubs), [pubs])).toEqual([
    'the record has no other attribute with a plain noun',
  ]);
});
