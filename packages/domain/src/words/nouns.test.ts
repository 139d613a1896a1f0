import fc from 'fast-check';
import { expect, test } from 'vitest';
import { article, isNounPhrase, isPlural, plural, singular } from './nouns.ts';

const pairs = [
  ['city', 'cities'],
  ['country', 'countries'],
  ['person', 'people'],
  ['address', 'addresses'],
  ['status', 'statuses'],
  ['bus', 'buses'],
  ['analysis', 'analyses'],
  ['class', 'classes'],
  ['index', 'indices'],
  ['currency', 'currencies'],
  ['match', 'matches'],
  ['movie', 'movies'],
  ['release', 'releases'],
  ['museum', 'museums'],
  ['timezone', 'timezones'],
  ['child', 'children'],
  ['house', 'houses'],
] as const;

test.each(pairs)('%s and %s are one noun', (one, many) => {
  expect([singular(one), singular(many)]).toEqual([one, one]);
  expect([plural(one), plural(many)]).toEqual([many, many]);
  expect([isPlural(one), isPlural(many)]).toEqual([false, true]);
});

test.each(['series', 'species', 'news', 'headquarters', 'data', 'aircraft'])(
  '%s stays as it is',
  (noun) => {
    expect([singular(noun), plural(noun)]).toEqual([noun, noun]);
  },
);

test('words that are verbs as well are read as nouns', () => {
  expect(['works', 'lives', 'leaves', 'needs'].map(singular)).toEqual([
    'work',
    'live',
    'leaf',
    'need',
  ]);
});

test('a phrase is put into the plural at its end', () => {
  expect(plural('head office')).toBe('head offices');
  expect(plural('loan condition')).toBe('loan conditions');
});

test('each noun comes back from its plural, however often it is asked', () => {
  fc.assert(
    fc.property(fc.constantFrom(...pairs.map(([one]) => one)), (noun) => {
      expect(singular(plural(noun))).toBe(noun);
      expect(plural(plural(noun))).toBe(plural(noun));
      expect(singular(singular(noun))).toBe(singular(noun));
    }),
  );
});

test('phrases that can stand after "the"', () => {
  const good = ['rent', 'monthly rent', 'annual visitors', 'floor area', 'home port', 'currency'];
  const bad = ['is active', 'the rent', 'opened', 'founded', 'iso2', 'id', 'Rent', 'rent_eur', ''];
  expect(good.filter((phrase) => !isNounPhrase(phrase))).toEqual([]);
  expect(bad.filter(isNounPhrase)).toEqual([]);
});

test('the article follows the first letter', () => {
  expect(['island', 'Austrian town', 'museum'].map(article)).toEqual(['an', 'an', 'a']);
});
