import { expect, test } from 'vitest';
import { cafes, firms, libraries, ships, staff, wharves } from '../testing/tables.ts';
import { aPlan, aTable, proposalsOf, reasons, sayings } from '../testing/world.ts';
import { total } from './total.ts';

test.each([
  [
    cafes,
    [
      'How many seats do the cafes in /town/cafes.json have in total, and what is the average monthly rent in EUR of these cafes?',
      'What is the total monthly rent in EUR of the cafes in /town/cafes.json, and how many seats do they have on average?',
    ],
  ],
  [
    firms,
    [
      'What are the total emissions in tonnes of the companies in data/companies.json, and what are the average sales in EUR of these companies?',
      'What are the total sales in EUR of the companies in data/companies.json, and what are the average emissions in tonnes of these companies?',
    ],
  ],
  [
    libraries,
    [
      'How many volumes do the libraries in /shire/libraries.json have in total, and how many opening hours do they have on average?',
      'How many volumes do the libraries in /shire/libraries.json have in total, and what is the average lending period in days of these libraries?',
    ],
  ],
  [
    staff,
    [
      'What is the total salary in EUR of the employees in /hr/employees.json, and how many sick days do they have on average?',
      'What is the total salary in EUR of the employees in /hr/employees.json, and what is the average age in years of these employees?',
    ],
  ],
  [
    wharves,
    [
      'How many berths do the wharves in /port/wharves.json have in total, and what is the average crane limit in tonnes of these wharves?',
      'How many berths do the wharves in /port/wharves.json have in total, and what is the average humidity in percent of these wharves?',
      'How many berths do the wharves in /port/wharves.json have in total, and what is the average water temperature in degrees Celsius of these wharves?',
    ],
  ],
])('totals and averages as people ask for them (%#)', (table, sentences) => {
  expect(sayings(total, aPlan(table), [table])).toEqual(sentences);
});

const priced = (keys: readonly [string, string]) =>
  aTable(
    '/inn/rooms.json',
    [1, 2, 3].map((at) => ({ name: `Room ${at}`, [keys[0]]: at * 7, [keys[1]]: at * 11 })),
  );

test('prices, limits and averages are not summed, averages not averaged', () => {
  const few = ['too few measures to total and average'];
  expect(reasons(total, aPlan(ships), [ships])).toEqual(few);
  for (const keys of [
    ['price_eur', 'city_fee_eur'],
    ['average_rent_eur', 'minimum_stay_days'],
    ['beds', 'average_stay_days'],
  ] as const) {
    const rooms = priced(keys);
    expect(reasons(total, aPlan(rooms), [rooms]), keys.join()).toEqual(few);
  }
});

test('a table whose arguments have no words is not asked about', () => {
  const limited = { ...cafes, arguments: { path: '/town/cafes.json', head: 100 } };
  expect(reasons(total, aPlan(limited), [limited])).toEqual(['the table cannot be said in words']);
});

test('fields are named and said as numbers', () => {
  const said = proposalsOf(total, aPlan(cafes), [cafes]).flatMap((proposal) =>
    proposal.fields.map(({ name, says }) => `${name}: ${says}`),
  );
  expect(new Set(said)).toEqual(
    new Set([
      'total_seats: total number of seats',
      'average_monthly_rent: average monthly rent',
      'total_monthly_rent: total monthly rent',
      'average_seats: average number of seats',
    ]),
  );
});
