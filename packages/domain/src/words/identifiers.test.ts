import fc from 'fast-check';
import { expect, test } from 'vitest';
import { objectOf, wordsOf } from './identifiers.ts';

test.each([
  ['monthlyRent_eur', ['monthly', 'rent', 'eur']],
  ['HTTPServerName', ['http', 'server', 'name']],
  ['iso2', ['iso2']],
  ['areaKm2', ['area', 'km2']],
  ['wiki-data.id', ['wiki', 'data', 'id']],
  ['Jahresmiete (größte)', ['jahresmiete', 'größte']],
  ['__private__', ['private']],
  ['', []],
])('%s is made of its words', (identifier, words) => {
  expect(wordsOf(identifier)).toEqual(words);
});

test('however words are joined, the same words come back', () => {
  const word = fc.stringMatching(/^[a-z]{2,8}$/);
  const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
      for (const joint of ['_', '-', '.', ' ']) expect(wordsOf(words.join(joint))).toEqual(words);
      expect(wordsOf(words.map(capital).join(''))).toEqual(words);
    }),
  );
});

test.each([
  ['get_countries_by_region', ['countries']],
  ['search_cities', ['cities']],
  ['listDirectoryWithSizes', ['directory']],
  ['read_text_file', ['text', 'file']],
  ['country', ['country']],
  ['directory_tree', ['directory', 'tree']],
  ['query', []],
  ['search', []],
  ['find_in_page', []],
  // The suffix of some servers is no thing that their tools are about.
  ['list_styles_tool', ['styles']],
  ['reverse_geocode_tool', ['reverse', 'geocode']],
  ['get_tool', ['tool']],
])('%s is about its object', (name, object) => {
  expect(objectOf(name)).toEqual(object);
});
