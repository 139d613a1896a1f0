import { expect, test } from 'vitest';
import { isParticiple, isVerbPhrase } from './verbs.ts';

test('relations that read as a sentence with their subject before them', () => {
  const good =
    'manages|owns|curates|restores|lends to|reports to|depends on|belongs to|is for|is located in|located in|employed by|works at|was built by|has|knows';
  expect(good.split('|').filter((relation) => !isVerbPhrase(relation))).toEqual([]);
});

test('nouns, identifiers and anything else are no verbs', () => {
  const bad =
    'owner|part of|PART_OF|knows_about|reportsTo|status|news|series|address|class|boss|members of|suppliers|its place|this|need|breed|seed|manages  it|sits at the very far end|';
  expect(bad.split('|').filter(isVerbPhrase)).toEqual([]);
});

test('words that fit "When was X …?"', () => {
  const good = ['opened', 'founded', 'built', 'signed', 'established', 'sold', 'written'];
  const bad = ['red', 'bed', 'speed', 'need', 'expires', 'open', 'Opened', 'start date', ''];
  expect(good.filter((word) => !isParticiple(word))).toEqual([]);
  expect(bad.filter(isParticiple)).toEqual([]);
});
