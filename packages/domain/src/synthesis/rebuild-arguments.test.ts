import { expect, test } from 'vitest';
import type { Binding, TaskFlow } from '../dataset/task.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Evaluate } from '../ports.ts';
import { rebuildArguments } from './rebuild-arguments.ts';

const prompt = 'Compare Lyon and Turin, 1,200 metres apart.';
const span = (words: string) => {
  const start = prompt.indexOf(words);
  return [start, start + words.length] as const;
};
const bind = (pointer: string, words: string, normalizer: Binding['normalizer'] = 'identity') => ({
  call: 'c2',
  pointer,
  span: span(words),
  normalizer,
});
const flow = (to_pointer: string, expression: string, convert?: TaskFlow['convert']): TaskFlow => ({
  ...{ from: 'c1', from_pointer: '', expression, to: 'c2', to_pointer },
  ...(convert === undefined ? {} : { convert }),
});

/** Evaluates by a table: an expression that is not in it finds nothing. */
const evaluating = (values: Record<string, Json>): Evaluate => ({
  evaluate: async (expression) => {
    const value = values[expression];
    return value === undefined
      ? { ok: false, reason: 'nothing', detail: 'no value' }
      : { ok: true, value, reads: [] };
  },
  dependsOn: async (_expression, _inputs, leaves) => leaves,
});

const rebuild = (
  bindings: readonly Binding[],
  flows: readonly TaskFlow[] = [],
  inputSchema: JsonObject = {},
  values: Record<string, Json> = {},
) =>
  rebuildArguments({
    ...{ task: { prompt, bindings, flows }, call: 'c2', inputSchema },
    ...{ observations: {}, evaluate: evaluating(values) },
  });

const filled = (args: JsonObject) => ({ ok: true, arguments: args });
const reason = (pattern: RegExp) => ({ ok: false, reason: expect.stringMatching(pattern) });

test('bindings and flows fill nested places; bindings of other calls and literals do not', async () => {
  const bindings: Binding[] = [
    bind('/a/city', 'Lyon', 'lowercase'),
    bind('/far', '1,200', 'number'),
    { ...bind('/other', 'Turin'), call: 'c1' },
    { in: '/flows/0/expression', value: 'Turin', span: span('Turin'), normalizer: 'identity' },
  ];
  const flows = [flow('/a/latitude', 'c1.lat', 'number'), { ...flow('/x', 'c1.no'), to: 'c3' }];
  expect(await rebuild(bindings, flows, {}, { 'c1.lat': '45.7' })).toEqual(
    filled({ a: { city: 'lyon', latitude: 45.7 }, far: 1200 }),
  );
});

test('the schema decides between arrays and objects; without one, numbers make an array', async () => {
  const bindings = [bind('/names/1', 'Turin'), bind('/names/0', 'Lyon')];
  const keyed: JsonObject = { properties: { names: { type: 'object' } } };
  expect(await rebuild(bindings)).toEqual(filled({ names: ['Lyon', 'Turin'] }));
  expect(await rebuild(bindings, [], keyed)).toEqual(filled({ names: { 1: 'Turin', 0: 'Lyon' } }));
  expect(await rebuild([bind('/0', 'Lyon')])).toEqual(filled({ 0: 'Lyon' }));
  expect(await rebuild([])).toEqual(filled({}));
});

test('a list flow sets a whole array', async () => {
  const rebuilt = await rebuild([], [flow('/names', '[c1.name]')], {}, { '[c1.name]': ['a', 'b'] });
  expect(rebuilt).toEqual(filled({ names: ['a', 'b'] }));
});

test('required constants are added where their object stands, optional ones are not', async () => {
  const point = { properties: { kind: { const: 'point' }, x: {} }, required: ['kind', 'x'] };
  const schema: JsonObject = {
    properties: {
      points: { type: 'array', items: point },
      unit: { enum: ['km'] },
      v: { const: 1 },
    },
    required: ['unit'],
  };
  expect(await rebuild([bind('/points/0/x', 'Lyon')], [], schema)).toEqual(
    filled({ points: [{ x: 'Lyon', kind: 'point' }], unit: 'km' }),
  );
});

test('what cannot be filled is said', async () => {
  expect(await rebuild([], [flow('/x', 'c1.typo')])).toEqual(reason(/c2: \/flows\/0 .*nothing/));
  expect(await rebuild([], [flow('/x', 'e', 'number')], {}, { e: 'Lyon' })).toEqual(
    reason(/\/flows\/0 .* no number/),
  );
  expect(await rebuild([bind('/x', 'Lyon', 'number')])).toEqual(reason(/\/bindings\/0 gives no/));
  expect(await rebuild([{ ...bind('/x', 'Lyon'), span: [0, 999] }])).toEqual(reason(/bindings/));
  expect(await rebuild([bind('/names/1', 'Lyon')])).toEqual(reason(/nothing fills \/names\/0/));
  expect(await rebuild([bind('/x', 'Lyon'), bind('/x', 'Turin')])).toEqual(reason(/disagree/));
  expect(await rebuild([bind('/x', 'Lyon'), bind('/x/y', 'Turin')])).toEqual(reason(/inside/));
  expect(await rebuild([bind('', 'Lyon')])).toEqual(reason(/inside the arguments/));
});
