import { aTool } from '@firefly/testing/builders/parts';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../json.ts';
import { sayable, valuesAlong } from './leads-on.ts';

const edge = (fromPath: string, only?: readonly string[]) => ({
  from: 'a/b',
  fromPath,
  to: 'a/c',
  toPath: '/q',
  meaning: 'author',
  confidence: 'high' as const,
  evidence: [],
  ...(only && { only }),
});
const seen = (observation: Json, args: JsonObject = {}) => ({ observation, arguments: args });
const log = { commits: [{ author: '' }, { author: 'Ann' }], total: 2 };

const leadsOn = (...args: Parameters<typeof valuesAlong>): boolean =>
  valuesAlong(...args).some(() => true);

test('a value at the place leads on; an empty or another one does not', () => {
  expect(leadsOn(seen(log), edge('/commits/*/author'))).toBe(true);
  expect(leadsOn(seen(log), edge('/commits/*/editor'))).toBe(false);
  expect(leadsOn(seen(log), edge('/entries/*/author'))).toBe(false);
  expect(leadsOn(seen({ commits: [{ author: '' }] }), edge('/commits/*/author'))).toBe(false);
  expect(leadsOn(seen(log), edge('/commits/*/author', ['Bo']))).toBe(false);
  expect(leadsOn(seen(log), edge('/commits/*/author', ['Bo', 'Ann']))).toBe(true);
});

test('a value that was given leads only back', () => {
  expect(leadsOn(seen(log, { author: 'Ann' }), edge('/commits/*/author'))).toBe(false);
  expect(leadsOn(seen(log, { author: 'Bo' }), edge('/commits/*/author'))).toBe(true);
});

test('a lone record holds what an array of them would', () => {
  expect(leadsOn(seen({ name: 'X', author: 'Ann' }), edge('/*/author'))).toBe(true);
  expect(leadsOn(seen([{ name: 'X', author: 'Ann' }]), edge('/*/author'))).toBe(true);
  expect(leadsOn(seen('prose'), edge('/*/author'))).toBe(false);
});

const text = { type: 'string' };
const tool = aTool('places', 'list_towns', 'd', {
  path: text,
  region: text,
  countryCode: text,
  countryId: { type: 'integer' },
  query: text,
  kind: { type: 'string', enum: ['a', 'b'] },
  authors: { type: 'array', items: text },
});

test('paths, regions and names can be said', () => {
  for (const args of [{}, { path: '/a.json' }, { region: 'Upper Isles' }, { authors: ['Ann'] }])
    expect(sayable(tool, args as JsonObject)).toBe(true);
});

test('codes, numbers, choices, words looked for and unknown arguments cannot', () => {
  const unsaid: JsonObject[] = [
    { countryCode: 'Norland' },
    { region: 'NO' },
    { countryId: 17 },
    { query: 'Norland' },
    { kind: 'a' },
    { page: 'two' },
    { path: '/a.json', kind: 'b' },
  ];
  for (const args of unsaid) expect(sayable(tool, args), JSON.stringify(args)).toBe(false);
});
