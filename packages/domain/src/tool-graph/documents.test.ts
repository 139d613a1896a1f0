import { expect, test } from 'vitest';
import { documentNamed, documentOf, isKeyPath, keyPath, nameKey } from './documents.ts';

const text = '# Transport\n\nContractor: Orrin Freight\nPrice per km: 1.85 EUR\nExpress: no\n';

test('a text whose lines state two things or more is a document', () => {
  expect(documentOf(text)).toMatchObject({
    steps: [],
    pointer: '',
    record: { Contractor: 'Orrin Freight', 'Price per km': 1.85 },
  });
  expect(documentOf('Contractor: Orrin Freight')).toBeUndefined();
  expect(documentOf('Just some prose, without any of it.')).toBeUndefined();
  expect(documentOf(42)).toBeUndefined();
});

test('the text may be a property; in an array nothing says which is meant', () => {
  const inside = { file: { path: '/a.md', content: text } };
  expect(documentOf(inside)).toMatchObject({
    steps: ['file', 'content'],
    pointer: '/file/content',
  });
  expect(documentOf([text])).toBeUndefined();
  expect(documentOf({ files: [{ content: text }] })).toBeUndefined();
});

test('a lookup by a name gave its document if that says the name', () => {
  const weather = 'Weather in Lowick:\nHumidity: 71 %\nWind speed: 14 knots';
  const card = 'Name: Ada Quist\nRole: baker\nTeam: Night';
  expect(documentNamed(weather, 'Lowick')).toBeDefined();
  expect(documentNamed(weather, 'Low')).toBeUndefined();
  const about = (line: string) => `${line}\nCounty: Surrey\nPopulation: 9739`;
  for (const line of [
    'Cobh',
    '# Cobh',
    'Cobh (town)',
    'Town: Cobh',
    '**Cobh**',
    'Facts about Cobh',
  ])
    expect(documentNamed(about(line), 'Cobh'), line).toBeDefined();
  for (const line of [
    'Cobh Harbour',
    'No match for Cobh',
    'No exact match for Cobh. Closest: Cobham',
  ])
    expect(documentNamed(about(line), 'Cobh'), line).toBeUndefined();
  expect(documentNamed(card, 'Ada Quist')).toBeDefined();
  expect(documentNamed(card, 'Night')).toBeUndefined();
  const document = documentOf(card);
  expect(document && nameKey(document, 'Ada Quist')).toBe('Name');
  expect(document && nameKey(document, 'Night')).toBeUndefined();
});

test('paths of keys are told from paths of columns', () => {
  expect(keyPath([], 'Price per km')).toBe('/:/Price per km');
  expect(keyPath(['content'], 'a/b')).toBe('/content/:/a~1b');
  expect([keyPath(['content'], 'a/b'), '/*/manager', ''].map(isKeyPath)).toEqual([
    true,
    false,
    false,
  ]);
});
