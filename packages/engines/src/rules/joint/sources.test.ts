import type { NumberOperator } from '@firefly/domain/tool-graph/arithmetic';
import { type NumberPlace, numberResult } from '@firefly/domain/tool-graph/number-result';
import { makeEvaluator } from '@firefly/expressions/evaluator';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { MadeJoin } from './kind.ts';
import { numberExpression, numberJoin, numberOf } from './sources.ts';

const evaluator = makeEvaluator({ timeoutMs: 5_000, maxOldGenerationMb: 64 });
afterAll(() => evaluator.close());

const dividing = (result: NumberPlace, whole = false): NumberOperator => ({
  kind: 'numbers',
  tool: 'calc/div',
  slots: ['dividend', 'divisor'],
  operation: 'quotient',
  whole,
  result,
});
const made = (observation: MadeJoin['observation'], result: NumberPlace): MadeJoin => ({
  operator: dividing(result),
  arguments: {},
  flows: [],
  call: 4,
  observation,
});
const read = async (text: string, place: NumberPlace) =>
  evaluator.evaluate(numberExpression(place, 1), { c1: text });

const signs = fc.string({
  unit: fc.constantFrom(...'ab \\/^$.*+?()[]{}|"\'`-=:,;!#%&<>~€\n'),
  maxLength: 12,
});

test('an expression reads a number out of prose, whatever signs stand around it', async () => {
  const number = fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .filter((value) => !Object.is(value, -0));
  await fc.assert(
    fc.asyncProperty(signs, signs, number, number, async (before, after, one, other) => {
      const text = (value: number) => `${before} makes${before} ${value} ${after}`;
      const found = numberResult(text(one), []);
      fc.pre(found !== undefined && found.value === one);
      expect(await read(text(other), found.place)).toMatchObject({ ok: true, value: other });
    }),
    { numRuns: 150 },
  );
});

test('typed answers are read by their key, whatever it is', async () => {
  for (const key of ['result', 'the result', 'in', 'a`b']) {
    const expression = numberExpression({ kind: 'leaf', key }, 1);
    expect(await evaluator.evaluate(expression, { c1: { [key]: 2.5 } })).toMatchObject({
      value: 2.5,
    });
  }
  expect(numberExpression({ kind: 'whole' }, 3)).toBe('$$.c3');
});

test('an answer in other words gives no number, nor does one that is none', () => {
  const is: NumberPlace = { kind: 'prose', before: 'is ', after: '' };
  expect(numberOf(made('The division of 6 and 4 is 1.5', is))).toMatchObject({
    value: 1.5,
    call: 4,
    pointer: '',
  });
  for (const text of ['The division of 6 and 0 is Infinity', 'cannot divide by 0', 'is 1e999'])
    expect(numberOf(made(text, is))).toBeUndefined();
  const leaf: NumberPlace = { kind: 'leaf', key: 'result' };
  expect(numberOf(made({ result: null }, leaf))).toBeUndefined();
  expect(numberOf(made({ result: 12, note: 5 }, leaf))?.pointer).toBe('/result');
});

test('a join takes its numbers in the order of the operation, and one may be said', () => {
  const source = { value: 640, call: 1, expression: '$$.c1.area', pointer: '/area' };
  const whole: NumberPlace = { kind: 'whole' };
  expect(numberJoin(dividing(whole), [source, { said: 16 }])).toMatchObject({
    arguments: { dividend: 640, divisor: 16 },
    flows: [{ from: 'c1', expression: '$$.c1.area', fromPointer: '/area', toPointer: '/dividend' }],
  });
  expect(numberJoin(dividing(whole, true), [source, { said: 16 }])).toBeDefined();
  expect(numberJoin(dividing(whole, true), [source, { said: 1.85 }])).toBeUndefined();
  const infinite = { ...source, value: Number.POSITIVE_INFINITY };
  expect(numberJoin(dividing(whole), [infinite, { said: 16 }])).toBeUndefined();
});
