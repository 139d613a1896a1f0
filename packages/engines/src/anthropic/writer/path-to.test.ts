import { expect, test } from 'vitest';
import { pathTo } from './path-to.ts';

const cities = [
  { name: 'Aveiro', country: 'PT', lat: 40.6 },
  { name: 'Aveiro', country: 'BR', lat: -3.6 },
  { name: 'Porto', country: 'PT', lat: 41.1 },
];
const says =
  (...said: (string | number)[]) =>
  (value: string | number): boolean =>
    said.includes(value);

test('a path without choices is plain, also through a list of one', () => {
  expect(pathTo('c2', { a: { 'b c': [{ in: 1 }] } }, '/a/b c/0/in')).toBe('$$.c2.a.`b c`.`in`');
  expect(pathTo('c1', 'Total: 5', '')).toBe('$$.c1');
});

test('of several elements one is picked by what the prompt says', () => {
  const path = (pointer: string, ...said: string[]) =>
    pathTo('c1', { cities }, pointer, says(...said));
  expect(path('/cities/2/lat', 'Porto')).toBe("$$.c1.cities[name='Porto'].lat");
  expect(path('/cities/0/lat', 'Aveiro', 'PT')).toBe(
    "$$.c1.cities[name='Aveiro' and country='PT'].lat",
  );
  expect(path('/cities/0/lat', 'Aveiro')).toBeUndefined();
  expect(path('/cities/0/lat')).toBeUndefined();
  expect(pathTo('c1', cities, '/2/lat', says('Porto'))).toBe("$$.c1[name='Porto'].lat");
});

test('names pick before numbers, and quotes are written as they must be', () => {
  const rows = [
    { rank: 1, name: "L'Aquila" },
    { rank: 2, name: 'Bari' },
  ];
  expect(pathTo('c1', rows, '/0/rank', says(1, "L'Aquila"))).toBe('$$.c1[name="L\'Aquila"].rank');
});

test('an element that is no record, or lies nowhere, has no path', () => {
  expect(pathTo('c1', ['a', 'b'], '/0', says('a'))).toBeUndefined();
  expect(pathTo('c1', 5, '/x')).toBeUndefined();
});
