import { expect, test } from 'vitest';
import { asked, kindsOver, refused } from '../testing/asked.ts';
import { coast, joining, loans, museums, rowOf } from '../testing/harbours.ts';
import { only } from '../testing/machines.ts';
import { wharves } from '../testing/tables.ts';
import { aTable } from '../testing/world.ts';
import { overTime } from './over-time.ts';
import { per } from './per.ts';
import { share } from './share.ts';
import { spread } from './spread.ts';

const numbers = (table: typeof museums, pick: 'none' | 'named' | 'extreme') =>
  joining('numbers', [rowOf(table, pick)]);

test('a row is divided or reckoned over time, a table shared out or compared end to end', () => {
  expect(kindsOver(numbers(museums, 'named'))).toEqual([overTime.name, per.name].sort());
  expect(kindsOver(numbers(museums, 'extreme'))).toEqual([per.name]);
  expect(kindsOver(numbers(museums, 'none'))).toEqual([share.name, spread.name].sort());
});

test('an amount per head, per square metre, per month of a term', () => {
  expect(asked(per, numbers(museums, 'extreme'))).toEqual(
    expect.arrayContaining([
      'Of the museums in /data/museums.json, which one has the highest monthly rent, and what is its annual budget in EUR per visitor?',
      'Of the museums in /data/museums.json, which one has the fewest annual visitors, and what is its monthly rent in EUR per square metre of floor area?',
    ]),
  );
  expect(asked(per, numbers(loans, 'named'))).toContain(
    'Who is the lender of Crane loan in /data/loans.json, and what is its amount in EUR per month of term?',
  );
});

test('amounts of different times are not divided by each other', () => {
  for (const pick of ['named', 'extreme'] as const)
    for (const sentence of asked(per, numbers(museums, pick)))
      expect(sentence).not.toMatch(/monthly rent in EUR per (annual )?visitor/);
});

test('what recurs, over a time', () => {
  const sentences = asked(overTime, numbers(museums, 'named'));
  expect(sentences).toEqual(
    expect.arrayContaining([
      'Who is the director of the museum Lantern House in /data/museums.json, and what does its monthly rent in EUR come to over # months?',
      'What is the floor area in square metres of the museum Old Mill in /data/museums.json, and what does its annual budget in EUR come to over # years?',
    ]),
  );
  for (const sentence of sentences) expect(sentence).toMatch(/annual.+years\?$|monthly.+months\?$/);
});

test('a total shared out', () => {
  expect(asked(share, numbers(loans, 'none'))).toEqual([
    'What is the total amount in EUR of the loans in /data/loans.json, and how much would each of # people get if it were shared equally?',
  ]);
  expect(asked(share, numbers(museums, 'none'))).toContain(
    'What is the total monthly rent in EUR of the museums in /data/museums.json, and how much would each of # people pay if it were shared equally?',
  );
});

test('the ends compared', () => {
  expect(asked(spread, numbers(loans, 'none'))).toEqual([
    'Of the loans in /data/loans.json, which one has the largest amount, and what is the difference between the largest and the smallest amount in EUR?',
    'Of the loans in /data/loans.json, which one has the largest amount, and what is the ratio of the largest amount to the smallest?',
    'Of the loans in /data/loans.json, which one has the longest term, and what is the difference between the longest and the shortest term in months?',
    'Of the loans in /data/loans.json, which one has the longest term, and what is the ratio of the longest term to the shortest?',
  ]);
  expect(asked(spread, numbers(museums, 'none'))).toContain(
    'Of the museums in /data/museums.json, which one has the most annual visitors, and what is the ratio of the highest number of annual visitors to the lowest?',
  );
});

test('no ratio of degrees or of shares, nothing below or at nothing, no single digit handed on', () => {
  const sentences = asked(spread, numbers(wharves, 'none'), [wharves]);
  expect(sentences).toEqual([
    'Of the wharves in /port/wharves.json, which one has the largest crane limit, and what is the difference between the largest and the smallest crane limit in tonnes?',
    'Of the wharves in /port/wharves.json, which one has the largest crane limit, and what is the ratio of the largest crane limit to the smallest?',
  ]);
  const table = (...values: number[]) =>
    aTable(
      '/data/shops.json',
      values.map((yearly_profit_eur, at) => ({ name: `Shop ${at}`, yearly_profit_eur })),
    );
  for (const shops of [table(-40, 120, 300), table(0, 120, 300), table(7, 120, 300)])
    expect(asked(spread, numbers(shops, 'none'), [shops])).toEqual([]);
  const tied = table(120, 300, 300);
  expect(asked(spread, numbers(tied, 'none'), [tied])).toEqual([]);
  const owing = table(-400, 120, 30);
  expect(refused(numbers(owing, 'none'), [owing])).toEqual([
    'numbers: the records give nothing to compute or compare',
  ]);
});

test('a menu without the operation gives the reason', () => {
  const menu = only('calc/add', 'maps/distance_tool');
  for (const pick of ['none', 'named', 'extreme'] as const)
    expect(refused(joining('numbers', [rowOf(museums, pick)], menu), coast)).toEqual([
      'numbers: the records give nothing to compute or compare',
    ]);
});

test('a tool for whole numbers is given none but those', () => {
  const whole = only('calc/div', 'calc/mul').map((operator) => ({ ...operator, whole: true }));
  const measures = aTable('/data/plots.json', [
    { name: 'North', price_eur: 1200.5, area_m2: 310.25, owner: 'Ada' },
    { name: 'South', price_eur: 980.75, area_m2: 210.5, owner: 'Bo' },
    { name: 'East', price_eur: 1460.25, area_m2: 402.75, owner: 'Cy' },
  ]);
  const plan = joining('numbers', [rowOf(measures, 'none')], whole);
  expect(kindsOver(plan, [measures])).toEqual([]);
  expect(kindsOver(joining('numbers', [rowOf(museums, 'extreme')], whole))).toEqual([per.name]);
});
