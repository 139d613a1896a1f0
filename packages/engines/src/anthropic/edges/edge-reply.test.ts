import { parametersOf } from '@firefly/domain/catalog/parameters';
import type { OutputField } from '@firefly/domain/tool-graph/output-fields';
import { aTool } from '@firefly/testing/builders/parts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readEdges } from './edge-reply.ts';

const tool = aTool('sky', 'forecast', 'Forecasts.', {
  place: { type: 'string' },
  latitude: { type: 'number' },
});
const fields: OutputField[] = [
  { path: '/*/city', type: 'string', samples: [] },
  { path: '/*/lat', type: 'number', samples: [] },
];
const numbered = {
  source: 'files/read',
  fields,
  targets: parametersOf(tool).map((parameter) => ({ tool, parameter })),
};
const read = (...edges: unknown[]) => readEdges(numbered, { edges });
const edge = { field: 1, parameter: 1, why: 'both name cities', confidence: 'high' };

test('numbers become the places that they stand for', () => {
  expect(read(edge, { field: 2, parameter: 2, why: '', confidence: 'unlikely' })).toEqual({
    value: [
      {
        ...{ from: 'files/read', fromPath: '/*/city', to: 'sky/forecast', toPath: '/place' },
        ...{ confidence: 'high', why: 'both name cities' },
      },
      {
        ...{ from: 'files/read', fromPath: '/*/lat', to: 'sky/forecast', toPath: '/latitude' },
        ...{ confidence: 'unlikely', why: '' },
      },
    ],
  });
  expect(read()).toEqual({ value: [] });
});

test('a pair whose types do not fit is left out, however sure the model is', () => {
  expect(read({ ...edge, parameter: 2 }, { ...edge, field: 2 })).toEqual({ value: [] });
});

test('a value out of a text may be given where words are taken', () => {
  const text: OutputField = { path: '', type: 'text', samples: ['a.md\nb.md'] };
  const reading = readEdges(
    { ...numbered, fields: [text] },
    { edges: [edge, { ...edge, parameter: 2 }] },
  );
  expect(
    'value' in reading && reading.value.map(({ fromPath, toPath }) => [fromPath, toPath]),
  ).toEqual([['', '/place']]);
});

test.each([
  [
    'a number that stands for nothing',
    { ...edge, field: 3 },
    'edges.0.field: there are only 2 fields',
  ],
  [
    'a parameter that is not there',
    { ...edge, parameter: 9 },
    'edges.0.parameter: there are only 2 parameters',
  ],
  ['none', { ...edge, field: 0 }, 'edges.0.field: '],
  ['a name', { ...edge, field: 'city' }, 'edges.0.field: '],
  ['a confidence of its own', { ...edge, confidence: 'certain' }, 'edges.0.confidence: '],
  [
    'more than was asked',
    { ...edge, evidence: ['executed'] },
    'edges.0: Unrecognized key: "evidence"',
  ],
])('%s is a fault', (_case, wrong, problem) => {
  const reading = read(wrong);
  expect('problem' in reading && reading.problem).toContain(problem);
});

test('a pair twice and more pairs than may be are faults', () => {
  expect(read(edge, { ...edge, confidence: 'low' })).toEqual({
    problem: 'field 1 to parameter 1 stands twice',
  });
  const reading = read(...Array.from({ length: 31 }, () => edge));
  expect('problem' in reading && reading.problem).toContain('edges: Too big');
});

test('the words of a model are one short line', () => {
  const reading = read({ ...edge, why: `sure\n${'very '.repeat(99)}` });
  const why = 'value' in reading ? reading.value[0]?.why : undefined;
  expect(why).toMatch(/^sure very .*…$/);
  expect(why?.length).toBeLessThanOrEqual(120);
});

test('whatever is said, each pair is one of those asked about, and stands once', () => {
  const said = fc.record({
    field: fc.integer({ min: 0, max: 3 }),
    parameter: fc.integer({ min: 0, max: 3 }),
    why: fc.string(),
    confidence: fc.constantFrom('high', 'medium', 'low', 'unlikely', 'sure'),
  });
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.array(said, { maxLength: 6 })), (edges) => {
      const reading = readEdges(numbered, { edges });
      const pairs = 'value' in reading ? reading.value : [];
      const keys = pairs.map(({ fromPath, toPath }) => `${fromPath} ${toPath}`);
      expect(new Set(keys).size).toBe(keys.length);
      for (const key of keys) expect(['/*/city /place', '/*/lat /latitude']).toContain(key);
    }),
  );
});
