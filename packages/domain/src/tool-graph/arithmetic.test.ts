import { aTool } from '@firefly/testing/builders/parts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Tool, toolId } from '../catalog/tool.ts';
import type { Json, JsonObject } from '../json.ts';
import { arithmeticTrials, numberOperator, type Operation } from './arithmetic.ts';
import type { TriedCall } from './standing.ts';

const number = { type: 'number' };
const compute = aTool('calc', 'compute', 'Computes.', { a: number, b: number });

/** The trials of a tool, answered. */
const tried = (tool: Tool, answer: (a: number, b: number) => Json): TriedCall[] =>
  arithmeticTrials(tool).map((args) => {
    const [a = 0, b = 0] = Object.values(args).map(Number);
    return { tool: toolId(tool), arguments: args, observation: answer(a, b) };
  });
const operator = (answer: (a: number, b: number) => Json, tool = compute) =>
  numberOperator(tool, tried(tool, answer));

const OPERATIONS: Readonly<Record<Operation, (a: number, b: number) => number>> = {
  sum: (a, b) => a + b,
  difference: (a, b) => a - b,
  product: (a, b) => a * b,
  quotient: (a, b) => a / b,
};
const PHRASINGS: readonly ((a: number, b: number, value: number) => Json)[] = [
  (_a, _b, value) => value,
  (_a, _b, value) => ({ result: value }),
  (a, b, value) => ({ a, b, value }),
  (a, b, value) => ({ left: a, right: b, answer: value, ok: true }),
  (a, b, value) => `The result of ${a} and ${b} is ${value}`,
  (a, b, value) => `${a} ∘ ${b} = ${value}`,
  (a, b, value) => `${a},${b}=${value}`,
  (_a, _b, value) => `(result) [x.y*z]: ${value} +/- $nothing^`,
  (_a, _b, value) => `Result:\n\n  **${value}**\n`,
];

test.each(
  Object.entries(OPERATIONS).flatMap(([name, of]) =>
    PHRASINGS.map((says, at) => ({ name, of, says, at })),
  ),
)('a $name is known in phrasing $at', ({ name, of, says }) => {
  const found = operator((a, b) => says(a, b, of(a, b)));
  expect(found).toMatchObject({ kind: 'numbers', tool: 'calc/compute', operation: name });
  expect(found?.slots).toEqual(['a', 'b']);
  expect(found?.whole).toBe(false);
});

test.each<readonly [string, (a: number, b: number) => number]>([
  ['mod', (a, b) => a % b],
  ['power', (a, b) => a ** b],
  ['max', Math.max],
  ['min', Math.min],
  ['mean', (a, b) => (a + b) / 2],
  ['whole quotient', (a, b) => Math.trunc(a / b)],
  ['percentage', (a, b) => (a / b) * 100],
  ['first', (a) => a],
  ['second', (_, b) => b],
  ['hypotenuse', Math.hypot],
  ['distance', (a, b) => Math.abs(a - b)],
  ['rounded', (a, b) => Math.round(a / b)],
  ['constant', () => 91],
])('%s is none of the four', (_, of) => {
  for (const says of PHRASINGS) expect(operator((a, b) => says(a, b, of(a, b)))).toBeUndefined();
});

test('the second argument may come first', () => {
  const subtract = aTool('calc', 'subtract', 'd', { subtrahend: number, minuend: number });
  expect(operator((a, b) => b - a, subtract)).toMatchObject({
    operation: 'difference',
    slots: ['minuend', 'subtrahend'],
  });
  expect(operator((a, b) => `is ${b / a}`)).toMatchObject({
    operation: 'quotient',
    slots: ['b', 'a'],
  });
});

test('whole numbers only, if the schema of either asks for them', () => {
  const whole = aTool('calc', 'add', 'd', { a: { type: 'integer' }, b: number });
  expect(operator((a, b) => a + b, whole)?.whole).toBe(true);
});

test('only tools that ask for two free numbers are tried', () => {
  const form = (parameters: Record<string, JsonObject>) =>
    arithmeticTrials(aTool('s', 't', 'd', parameters));
  const precision = { type: 'integer', default: 2 };
  expect(form({ x: number, y: number })).toContainEqual({ x: 84, y: 7 });
  expect(form({ x: number, y: number, precision })).toHaveLength(4);
  for (const parameters of [
    {},
    { x: number },
    { x: number, y: number, z: number },
    { x: number, y: { type: 'string' } },
    { x: number, y: { type: 'number', enum: [1, 2] } },
    { latitude: number, longitude: number },
    { page: number, limit: { type: 'integer', maximum: 50 } },
    { xs: { type: 'array', items: number }, y: number },
    { at: { type: 'object', properties: { x: number, y: number }, required: ['x', 'y'] } },
  ])
    expect(form(parameters)).toEqual([]);
});

test('a trial that is missing, failed or phrased otherwise decides against it', () => {
  const calls = tried(compute, (a, b) => `is ${a + b}`);
  expect(numberOperator(compute, calls)?.operation).toBe('sum');
  for (let at = 0; at < calls.length; at += 1) {
    const but = (observation: Json) =>
      calls.map((call, other) => (other === at ? { ...call, observation } : call));
    expect(numberOperator(compute, calls.toSpliced(at, 1))).toBeUndefined();
    expect(numberOperator(compute, but(null))).toBeUndefined();
    expect(numberOperator(compute, but(String(calls[at]?.observation).replace('is', '=')))).toBe(
      undefined,
    );
  }
  const others = calls.map((call) => ({ ...call, tool: 'other/compute' }));
  expect(numberOperator(compute, others)).toBeUndefined();
});

test('a number off by a trifle is the same, off by more is another', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-7, max: 1, noNaN: true }), (error) => {
      expect(operator((a, b) => (a / b) * (1 + error))).toBeUndefined();
      expect(operator((a, b) => (a / b) * (1 + error * 1e-10))?.operation).toBe('quotient');
    }),
  );
});
