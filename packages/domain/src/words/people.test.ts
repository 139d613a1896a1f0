import { expect, test } from 'vitest';
import { asksWho, isPerson } from './people.ts';

test('a person by the noun alone', () => {
  for (const noun of ['person', 'curator', 'head gardener', 'cofounder', 'ship captain'])
    expect(isPerson(noun), noun).toBe(true);
  for (const noun of ['overhead', 'number', 'flagship', 'museum', 'head', 'supplier', undefined])
    expect(isPerson(noun), noun).toBe(false);
});

test('who, for people and for those who do something', () => {
  expect(asksWho('captain', 'Rosa')).toBe(true);
  expect(asksWho('funder', 'Tidewater Trust')).toBe(true);
  expect(asksWho('contact', 'Rosa van Dyk')).toBe(true);
  expect(asksWho('contact', 'rosa@ship.example')).toBe(false);
  expect(asksWho('chair', 'oak')).toBe(false);
  expect(asksWho('capital', 'Port Sable')).toBe(false);
  expect(asksWho('captain', 7)).toBe(false);
});
