import { expect, test } from 'vitest';
import { typeNoun } from './type-noun.ts';

test.each([
  [{ entityType: 'person' }, 'person'],
  [{ entityType: 'Person' }, 'person'],
  [{ entity_type: 'steam engine' }, 'steam engine'],
  [{ type: 'canton', kind: 'area' }, 'canton'],
  [{ type: 'node', kind: 'harbour' }, 'harbour'],
])('%j is called a %s', (record, noun) => {
  expect(typeNoun(record)).toBe(noun);
});

test.each([
  { type: 'WORKS_AT' },
  { type: 'entity' },
  { type: 'machines' },
  { type: 7 },
  { type: 'a kind of thing that takes many words' },
  { category: 'education' },
  {},
])('%j has no noun', (record) => {
  expect(typeNoun(record)).toBeUndefined();
});
