import { expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { companionsOf } from './companions.ts';
import { discoveryCalls } from './fillable.ts';
import { saysWhere } from './says-where.ts';
import type { ServerPolicy, Tool } from './tool.ts';

type Seeds = ServerPolicy['seedValues'];

const text = { type: 'string' };
const toolOf = (properties: JsonObject, required: string[]): Tool => ({
  server: 's',
  name: 'log',
  description: 'd',
  inputSchema: { type: 'object', properties, required },
  fingerprint: 'f',
});
const policyOf = (seedValues: Seeds): ServerPolicy => ({
  server: 's',
  trust: 'annotations',
  workspace: false,
  include: [],
  exclude: [],
  seedValues,
});
const beside = (
  pointer: string,
  properties: JsonObject,
  required: string[],
  seeds: Seeds = {},
): JsonObject[] => companionsOf(toolOf(properties, required), { pointer }, policyOf(seeds));

test('alone, a parameter needs nothing beside it', () => {
  expect(beside('/q', { q: text }, ['q'])).toEqual([{}]);
  expect(beside('/q', { q: text, limit: { type: 'number', default: 5 } }, ['q', 'limit'])).toEqual([
    {},
  ]);
  expect(companionsOf(toolOf({ q: text }, ['q']), { pointer: '/q' }, undefined)).toEqual([{}]);
});

test('what else is required is taken from the operator, or where there is no choice', () => {
  const two = { folder: text, q: text };
  expect(beside('/q', two, ['folder', 'q'])).toEqual([]);
  expect(beside('/q', two, ['folder', 'q'], { folder: ['Reports', 'Letters'] })).toEqual([
    { folder: 'Reports' },
    { folder: 'Letters' },
  ]);
  const fixed = { kind: { enum: ['x'] }, version: { const: 2 }, q: text };
  expect(beside('/q', fixed, ['kind', 'version', 'q'])).toEqual([{ kind: 'x', version: 2 }]);
  expect(beside('/q', { kind: { enum: ['x', 'y'] }, q: text }, ['kind', 'q'])).toEqual([]);
  expect(
    beside('/q', { folders: { type: 'array', items: text }, q: text }, ['folders', 'q'], {
      folders: ['Reports'],
    }),
  ).toEqual([{ folders: ['Reports'] }]);
});

test('where to look stands beside it though it is not required; what to look for does not', () => {
  const log = { path: { ...text, default: '.' }, author: text, grep: text };
  const seeds = { path: ['/workspace/site'], author: ['Ann'] };
  expect(beside('/grep', log, [], seeds)).toEqual([{ path: '/workspace/site' }]);
  expect(beside('/grep', log, [], { path: ['.'] })).toEqual([{}]);
  for (const name of ['path', 'repoPath', 'folder', 'repository', 'project'])
    expect(saysWhere(name), name).toBe(true);
  for (const name of ['author', 'query', 'since', 'limit', 'filePath', 'outputDir'])
    expect(saysWhere(name), name).toBe(false);
});

test('a part of an object cannot stand without what the object requires', () => {
  const at = {
    type: 'object',
    properties: { lat: text, lon: text },
    required: ['lat', 'lon'],
  };
  expect(beside('/at/lat', { at }, ['at'], { lon: ['7'] })).toEqual([]);
});

test('few sets: as many as can be looked at', () => {
  const folder = ['a', 'b', 'c', 'd', 'e', 'f'];
  expect(beside('/q', { folder: text, q: text }, ['folder', 'q'], { folder })).toHaveLength(4);
});

test('discovery looks where the operator says, and nowhere else', () => {
  const properties = { path: { ...text, default: '.' }, author: text };
  const calls = (seeds: Seeds) => discoveryCalls(toolOf(properties, []), policyOf(seeds));
  expect(calls({})).toEqual([{}]);
  expect(calls({ path: ['/a', '/b'], author: ['Ann'] })).toEqual([
    { path: '/a' },
    { path: '/b' },
    { path: '/a', author: 'Ann' },
  ]);
});
