import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { shows } from './shows.ts';

const texts = (...all: string[]): Json => ({
  content: all.map((text) => ({ type: 'text', text })),
});
const differ = (asked: string, recorded: string, result: Json) =>
  shows([{ asked, recorded }], result);

test.for<[string, string, string, Json]>([
  ['of what was recorded', 'weather in Oslo', 'weather in Riga', texts('RIGA: 12 degrees')],
  ['of what is asked', 'weather in Riga', 'weather in Oslo', texts('warmer than in Riga')],
  ['in another form', 'cities near Oslo', 'city near Oslo', texts('a list of cities')],
  ['with marks', 'R\u012bga', 'Oslo', texts('RIGA')],
  ['as a key', 'riga', 'oslo', { content: [], structuredContent: { riga: 1 } }],
  ['in depth', 'riga', 'oslo', { structuredContent: { a: [{ b: 'in Riga' }] } }],
  ['short, as a word', 'uk', 'us', texts('The UK')],
])('a differing word shows: %s', ([, asked, recorded, result]) => {
  expect(differ(asked, recorded, result)).toBe(true);
});

test('words that say nothing, case, marks and spaces do not differ', () => {
  const all = texts('the weather of Riga, in a table for you');
  expect(differ('the weather of Riga', 'weather in  rīga', all)).toBe(false);
  expect(differ('boats', 'ships', all)).toBe(false);
  expect(differ('uk', 'us', texts('a bus of Ukraine'))).toBe(false);
});

test('another order or other signs are other requests', () => {
  expect(differ('Riga to Oslo', 'Oslo to Riga', texts('Oslo'))).toBe(true);
  expect(differ('*.md', '.md', texts('a.md'))).toBe(true);
  expect(differ('Riga to Oslo', 'Oslo to Riga', texts('12 km'))).toBe(false);
});

test('in doubt it shows', () => {
  const image = { content: [{ type: 'image', data: 'AAAA', mimeType: 'image/png' }] };
  expect(differ('boats', 'ships', image)).toBe(true);
  expect(differ('boats', 'ships', texts('x'.repeat(300_000)))).toBe(true);
  expect(differ('boats', 'ships', { structuredContent: new Array(300_000).fill(0) })).toBe(true);
});

test('any result: a word of it always shows', () => {
  fc.assert(
    fc.property(fc.lorem({ maxCount: 30 }), fc.nat(), (text, pick) => {
      const words = text.toLowerCase().match(/[a-z]{3,}/g) ?? ['ships'];
      const word = words[pick % words.length] ?? '';
      expect(differ('ships', word, texts(text))).toBe(word !== 'ships');
    }),
  );
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), fc.string(), (result, asked, recorded) => {
      expect(typeof differ(asked, recorded, result as Json)).toBe('boolean');
    }),
  );
});
