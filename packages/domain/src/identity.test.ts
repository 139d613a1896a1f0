import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TaskDraft } from './dataset/task.ts';
import { canonicalJson, fingerprint, requestKey, stateKey, taskId } from './identity.ts';
import { isObject, type Json } from './json.ts';

const json = fc.jsonValue() as fc.Arbitrary<Json>;

/** The same value with every object's keys in reverse order. */
function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(reversed);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, child]) => [key, reversed(child)] as const);
  return Object.fromEntries(entries.reverse());
}

test('the order of keys does not matter, the value does', () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('a request is its server, fingerprint, arguments and state key', () => {
  const request = { server: 's', fingerprint: 'f', arguments: { a: 1, b: [2] }, state_key: null };
  expect(requestKey({ ...request, arguments: { b: [2], a: 1 } })).toBe(requestKey(request));
  const others = [
    { server: 't' },
    { fingerprint: 'g' },
    { arguments: { a: 1, b: [3] } },
    { state_key: 's' },
  ];
  for (const other of others)
    expect(requestKey({ ...request, ...other })).not.toBe(requestKey(request));
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, '\ud800', { '\udc00': 1 }, undefined])(
  'what is no canonical JSON throws: %j',
  (value) => {
    expect(() => canonicalJson(value)).toThrow();
  },
);

test('a state key depends on the order of changes and is null without any', () => {
  const one = { fingerprint: 'f', arguments: { a: 1 } };
  const two = { fingerprint: 'f', arguments: { a: 2 } };
  expect(stateKey([])).toBeNull();
  expect(stateKey([one, two])).not.toBe(stateKey([two, one]));
});

const tool = { name: 'n', description: 'd', inputSchema: { type: 'object' } };

test('a changed name, description or schema is a new tool; title and annotations are not', () => {
  const same = fingerprint(tool);
  expect(fingerprint({ ...tool, title: 't', annotations: { readOnlyHint: true } })).toBe(same);
  const changes = [{ name: 'm' }, { description: 'e' }, { inputSchema: {} }, { outputSchema: {} }];
  for (const change of changes) expect(fingerprint({ ...tool, ...change })).not.toBe(same);
  expect(same).toMatch(/^[0-9a-f]{32}$/);
});

type Hashed = Pick<TaskDraft, 'prompt' | 'calls' | 'flows' | 'bindings' | 'fields'>;
const call = {
  id: 'c1',
  server: 's',
  tool: 't',
  fingerprint: 'f',
  arguments: { q: 'x' },
  result: null,
  observation: null,
  state_key: null,
  duration_ms: 1,
};
const task: Hashed = { prompt: 'p', calls: [call], flows: [], bindings: [], fields: [] };

test('a task id ignores durations and all that is not asked or answered', () => {
  const id = taskId(task);
  fc.assert(
    fc.property(fc.nat(), (duration_ms) => {
      expect(taskId({ ...task, calls: [{ ...call, duration_ms }] })).toBe(id);
    }),
  );
  const later = { ...task, run_id: 'another', signature: 'x' };
  expect(taskId(later)).toBe(id);
  expect(taskId({ ...task, prompt: 'q' })).not.toBe(id);
  expect(taskId({ ...task, calls: [{ ...call, observation: 1 }] })).not.toBe(id);
});
