import { expect, test } from 'vitest';
import type { GraphColumn } from './graph-columns.ts';
import { ANY_NAME } from './meaning.ts';
import { sharedNames } from './shared-names.ts';

const column = (meaning: string, values: readonly string[], names = true): GraphColumn => ({
  tool: 'a/b',
  path: `/*/${meaning}`,
  meaning,
  names,
  values,
});
const authors = column('author', ['Ann', 'Bo', 'Cy', 'Di']);
const shared = (other: GraphColumn, meaning = 'author') =>
  sharedNames([authors, other])(other, meaning);

test('two names, and half of the shorter column', () => {
  expect(shared(column('director', ['Bo', 'Ed', 'Ann']))).toEqual(['Bo', 'Ann']);
  expect(shared(column('director', ['Bo', 'Ed', 'Flo']))).toBeUndefined();
  const many = ['Ann', 'Bo', ...Array.from({ length: 30 }, (_, at) => `n${at}`)];
  expect(shared(column('guest', many))).toEqual(['Ann', 'Bo']);
  const towns = column('town', [...many, 'Cy', 'Di']);
  const countries = column('country', ['Ann', 'Bo', 'x', 'y', 'z']);
  expect(sharedNames([towns, countries])(countries, 'town')).toBeUndefined();
});

test('only names count, and any name shares nothing: it is asked for as it is', () => {
  expect(shared(column('grade', ['Ann', 'Bo'], false))).toBeUndefined();
  expect(shared(column('director', ['Ann', 'Bo']), ANY_NAME)).toBeUndefined();
  expect(shared(column('director', ['Ann', 'Bo']), 'harbour')).toBeUndefined();
});
