import { aTool } from '@firefly/testing/builders/parts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { MAX_FIELDS, outputFields } from './output-fields.ts';

const tool = aTool('geo', 'search', 'Searches.', {});
const seen = (...observations: Json[]) =>
  observations.map((observation) => ({ tool: 'geo/search', arguments: {}, observation }));
const paths = (...observations: Json[]) =>
  outputFields(tool, seen(...observations)).map(({ path }) => path);

test('fields are the scalar places of all answers, with two values of each', () => {
  const calls = seen(
    {
      cities: [
        { name: 'Piran', at: { lat: 45.5 } },
        { name: 'Koper', at: { lat: 45.5 } },
      ],
    },
    { cities: [{ name: 'Izola', at: { lat: 45.6 }, area: 'Istria' }] },
  );
  expect(outputFields(tool, calls)).toEqual([
    { path: '/cities/*/name', type: 'string', samples: ['Piran', 'Koper'] },
    { path: '/cities/*/at/lat', type: 'number', samples: [45.5, 45.6] },
    { path: '/cities/*/area', type: 'string', samples: ['Istria'] },
  ]);
});

test('flags and gaps feed nothing', () => {
  expect(paths({ ok: true, none: null, blank: ' ', empty: [], id: 7 })).toEqual(['/id']);
});

test('a long text, and one of lines, is a text in which values stand', () => {
  const types = outputFields(
    tool,
    seen({ page: 'x'.repeat(201), list: 'a.md' }, { list: 'a.md\nb.md' }),
  );
  expect(types.map(({ type, samples }) => [type, samples])).toEqual([
    ['text', ['x'.repeat(200)]],
    ['text', ['a.md\nb.md']],
  ]);
});

test('what a text states line by line is a field, and a short text is one itself', () => {
  expect(paths({ content: 'Keeper: Ann Abel\nHeight: 12 m' })).toEqual([
    '/content',
    '/content/:/Keeper',
    '/content/:/Height',
  ]);
  expect(paths('/workspace/a.json')).toEqual(['']);
});

test('an output schema speaks where nothing was seen', () => {
  const properties = {
    hits: { type: 'array', items: { type: 'object', properties: { id: { type: 'integer' } } } },
    name: { type: 'string' },
    open: { type: 'boolean' },
  };
  const typed = { ...tool, outputSchema: { type: 'object', properties } };
  expect(outputFields(typed, seen({ name: 'Piran' }))).toEqual([
    { path: '/name', type: 'string', samples: ['Piran'] },
    { path: '/hits/*/id', type: 'number', samples: [] },
  ]);
});

test('a promised object with one text is that text, and no promise stands against what was seen', () => {
  const wrapped = {
    ...tool,
    outputSchema: { type: 'object', properties: { content: { type: 'string' } } },
  };
  expect(outputFields(wrapped, [])).toEqual([{ path: '', type: 'string', samples: [] }]);
  expect(outputFields(wrapped, seen('a.md')).map(({ path }) => path)).toEqual(['']);
  expect(outputFields(wrapped, seen([{ id: 1 }])).map(({ path }) => path)).toEqual(['/*/id']);
});

test('where there are too many, those further out are kept', () => {
  const names = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`l${at}`, `x${at}`]));
  const found = paths({ id: 1, names, code: 'A' });
  expect(found).toHaveLength(MAX_FIELDS);
  expect(found).toContain('/code');
});

test('other tools show nothing, and a map of data does not become a thousand fields', () => {
  expect(outputFields(tool, [{ tool: 'geo/other', arguments: {}, observation: { a: 1 } }])).toEqual(
    [],
  );
  const rates = Object.fromEntries(Array.from({ length: 900 }, (_, at) => [`C${at}`, at]));
  expect(paths({ rates })).toHaveLength(MAX_FIELDS);
});

test('whatever a server answers, fields are few, plain and each once', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { maxLength: 4 }), (answers) => {
      const found = outputFields(tool, seen(...(answers as Json[])));
      expect(found.length).toBeLessThanOrEqual(MAX_FIELDS);
      expect(new Set(found.map(({ path }) => path)).size).toBe(found.length);
      for (const { type, samples } of found)
        for (const sample of samples)
          expect(typeof sample).toBe(type === 'number' ? type : 'string');
    }),
  );
});
