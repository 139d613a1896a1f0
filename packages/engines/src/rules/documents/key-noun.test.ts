import { expect, test } from 'vitest';
import { keyNoun } from './key-noun.ts';

test.each([
  ['Contract number', 'contract number', 'contract number'],
  ['Price per kg', 'price per kg', 'price'],
  ['price per square metre', 'price per square metre', 'price'],
  ['Pages per month', 'pages per month', 'pages'],
  ['Float in the till', 'float in the till', 'float'],
  ['Officer on watch', 'officer on watch', 'officer'],
  ['Date of the Inspection', 'date of the inspection', 'date'],
  ['First delivery', 'first delivery', 'first delivery'],
  ['HOME PORT', 'home port', 'home port'],
  ['Notice Period', 'notice period', 'notice period'],
])('%s is a noun', (key, phrase, head) => {
  expect(keyNoun(key)).toMatchObject({ phrase, head, unit: undefined });
});

test('a unit behind the key is taken off', () => {
  expect(keyNoun('Rent (EUR)')).toMatchObject({ phrase: 'rent', unit: 'EUR' });
  expect(keyNoun('Rent (cold)')).toBeUndefined();
});

test.each([
  'Signed on',
  'Valid from',
  'VAT rate',
  'Opening of Lyon office',
  'Note',
  'Project status',
  'Monday',
  'Room 4',
  "Owner's flat",
  'qty',
  'Members present',
  'Replaced',
])('%s is none', (key) => {
  expect(keyNoun(key)).toBeUndefined();
});
