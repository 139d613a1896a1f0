import type { JsonObject } from '@firefly/domain/json';
import { columnOf } from '@firefly/domain/tool-graph/columns';
import { makeEvaluator } from '@firefly/expressions/evaluator';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import {
  literal,
  ownProperty,
  property,
  recordExpression,
  referenceExpression,
} from './expressions.ts';
import type { Place, Reference, Selector } from './place.ts';
import { anEdge } from './testing/world.ts';

const evaluator = makeEvaluator({ timeoutMs: 5_000, maxOldGenerationMb: 64 });
afterAll(() => evaluator.close());

const evaluated = async (expression: string, inputs: JsonObject) => {
  const result = await evaluator.evaluate(expression, inputs);
  return result.ok ? result.value : `${expression}: ${result.detail}`;
};

const ODD = ["it's", 'a "b"', 'a`b', 'two words', 'and', 'or', 'in', 'true', 'false', 'null'];
const ODDER = ['function', 'ναῦς', '船', '9lives', 'a.b', 'a[0]', '$x', 'back\\slash', '%', '*'];
const oddName = fc.oneof(
  fc.constantFrom(...ODD, ...ODDER),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
);
const names = fc.uniqueArray(oddName, { minLength: 3, maxLength: 5 });
const RUNS = { numRuns: 60 };

const place = (
  record: JsonObject,
  selector: Selector,
  steps: readonly string[],
  label: string,
  call = 1,
): Place => ({
  call,
  tool: 'a/b',
  arguments: {},
  steps,
  index: 0,
  record,
  pointer: '',
  selector,
  noun: 'thing',
  label,
  table: undefined,
});
const inside = (steps: readonly string[], rows: JsonObject | JsonObject[]): JsonObject =>
  [...steps]
    .reverse()
    .reduce<JsonObject | JsonObject[]>((held, step) => ({ [step]: held }), rows) as JsonObject;
const edge = anEdge('a/b', '/*/x', 'a/b', '/q', 'x');

test('property and literal read back whatever they write', async () => {
  await fc.assert(
    fc.asyncProperty(oddName, oddName, async (key, text) => {
      const inputs = { c1: [{ [key]: text }, { [key]: `${text}+` }] };
      expect(
        await evaluated(`$$.c1[${ownProperty(key)}=${literal(text)}].${property(key)}`, inputs),
      ).toBe(text);
    }),
    RUNS,
  );
});

test('a named record and an extreme one are found under any names', async () => {
  await fc.assert(
    fc.asyncProperty(names, oddName, fc.nat(2), async ([label, key, other, ...rest], step, at) => {
      if (label === undefined || key === undefined || other === undefined) return;
      const rows = [other, key, label].map((name, index) => ({ [label]: name, [key]: index * 3 }));
      const row = rows[at] ?? {};
      const steps = [step, ...rest];
      const inputs = { c1: inside(steps, rows) };
      const value = String(row[label]);
      const named = place(row, { kind: 'named', key: label, value }, steps, label);
      expect(await evaluated(recordExpression([named], [], 0), inputs)).toEqual(row);
      for (const end of ['max', 'min'] as const) {
        const best = rows[end === 'max' ? 2 : 0] ?? {};
        const selector = { kind: 'extreme', column: columnOf(key, rows), end } as const;
        const found = place(best, selector, steps, label);
        expect(await evaluated(recordExpression([found], [], 0), inputs)).toEqual(best);
      }
    }),
    RUNS,
  );
});

test('values flow through columns and relations of any names, from record to record', async () => {
  await fc.assert(
    fc.asyncProperty(names, names, async ([a, b, c], [label, way, verb]) => {
      if (!a || !b || !c || !label || !way || !verb) return;
      const one = { [label]: a, [way]: b };
      const two = { [label]: b };
      const triples = [
        { from: c, to: b, relationType: verb },
        { from: a, to: b, relationType: `${verb}!` },
        { from: b, to: a, relationType: verb },
      ];
      const inputs = { c1: [one, two], c2: { list: [two, { [label]: c }], ties: triples } };
      const places = [
        place(one, { kind: 'named', key: label, value: a }, [], label),
        place(two, { kind: 'flowed', key: label }, ['list'], label, 2),
      ];
      const refs: Reference[] = [
        { kind: 'column', edge, key: way, value: b, pointer: '', noun: 'way' },
        {
          kind: 'relation',
          edge,
          value: c,
          pointer: '',
          steps: ['ties'],
          here: 'to',
          there: 'from',
          type: 'relationType',
          verb,
          forward: false,
        },
      ];
      expect(await evaluated(referenceExpression(places, refs, 0), inputs)).toBe(b);
      expect(await evaluated(recordExpression(places, refs, 1), inputs)).toEqual(two);
      expect(await evaluated(referenceExpression(places, refs, 1), inputs)).toBe(c);
    }),
    RUNS,
  );
});

test('a record found by its id is related by its name, not by its id', async () => {
  const record = { id: 'x9', name: 'Nine' };
  const inputs = {
    c1: { next: 'x9' },
    c2: {
      rows: [record, { id: 'x8', name: 'Eight' }],
      ties: [{ from: 'Nine', to: 'Ten', type: 't' }],
    },
  };
  const places = [
    place(inputs.c1, { kind: 'none' }, [], 'name'),
    place(record, { kind: 'flowed', key: 'id' }, ['rows'], 'name', 2),
  ];
  const tie = { steps: ['ties'], here: 'from', there: 'to', type: 'type', verb: 't' };
  const refs: Reference[] = [
    { kind: 'column', edge, key: 'next', value: 'x9', pointer: '/next', noun: 'next' },
    { kind: 'relation', edge, value: 'Ten', pointer: '', forward: true, ...tie },
  ];
  expect(await evaluated(referenceExpression(places, refs, 1), inputs)).toBe('Ten');
});

test('a place or a reference that is not there is a mistake of the caller', () => {
  expect(() => recordExpression([], [], 0)).toThrow(RangeError);
  expect(() => referenceExpression([], [], 0)).toThrow(RangeError);
});
