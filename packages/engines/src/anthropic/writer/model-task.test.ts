import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTasks } from './model-task.ts';

const task = {
  prompt: 'What is the capital of Norway?',
  fields: [{ name: 'capital', kind: 'scalar', expression: '$$.c1.capital' }],
  flows: [{ to: 'c2', argument: '/name', expression: '$$.c1.name' }],
  bindings: [{ words: 'Norway', value: 'NO' }],
  answer_template: 'It is {capital}.',
};
const read = (changes: object): unknown => {
  const all = readTasks({ tasks: [{ ...task, ...changes }] });
  return 'value' in all ? all.value[0] : all;
};

test('a task is read as it is', () => {
  expect(read({})).toEqual({ value: task });
});

test('what may be left out may be null too, and a bare name is a place', () => {
  expect(read({ flows: null, bindings: undefined })).toEqual({
    value: { ...task, flows: [], bindings: [] },
  });
  expect(read({ flows: [{ to: 'c2', argument: 'name', expression: 'c1' }] })).toMatchObject({
    value: { flows: [{ argument: '/name' }] },
  });
});

test('line breaks mean nothing, and a compare or a binding of another kind is left out', () => {
  const fields = [{ ...task.fields[0], compare: 'exact' }];
  const bindings = [{ words: 'all', value: true }];
  expect(read({ prompt: ' What is it\n in  Norway? ', fields, bindings })).toMatchObject({
    value: { prompt: 'What is it in Norway?', fields: [{ compare: null }], bindings },
  });
});

test('an answer that a model gives is not even read', () => {
  const fields = [{ ...task.fields[0], value: 42, answer: 'Oslo' }];
  expect(read({ answer: { capital: 'Bergen' }, fields })).toEqual({ value: task });
});

test.each([
  ['no prompt', { prompt: ' ' }, 'prompt'],
  ['half a character', { prompt: 'Is it \ud800?' }, 'prompt'],
  ['no fields', { fields: [] }, 'fields'],
  ['a field of no kind', { fields: [{ ...task.fields[0], kind: 'table' }] }, 'fields.0.kind'],
  ['a name with capitals', { fields: [{ ...task.fields[0], name: 'Capital' }] }, 'fields.0.name'],
  [
    'an endless expression',
    { fields: [{ ...task.fields[0], expression: 'x'.repeat(9_999) }] },
    'expression',
  ],
  ['a flow to no call', { flows: [{ ...task.flows[0], to: 'first' }] }, 'flows.0.to'],
  ['a place that is none', { flows: [{ ...task.flows[0], argument: '/a~b' }] }, 'flows.0.argument'],
  ['too many flows', { flows: Array.from({ length: 41 }, () => task.flows[0]) }, 'flows'],
  ['a binding to a list', { bindings: [{ words: 'x', value: ['y'] }] }, 'bindings.0.value'],
])('%s is named', (_, changes, place) => {
  expect(read(changes)).toEqual({ problem: expect.stringContaining(place) });
});

test('one malformed task spoils no other; a reply that is no list of tasks is malformed', () => {
  const all = readTasks({ tasks: [{}, task] });
  expect(all).toMatchObject({ value: [{ problem: expect.any(String) }, { value: task }] });
  for (const input of [null, 'tasks', [], {}, { tasks: 'none' }, { tasks: Array(9).fill(task) }])
    expect(readTasks(input)).toEqual({ problem: expect.any(String) });
});

test('nothing that a model says makes it throw', () => {
  fc.assert(
    fc.property(fc.anything(), (input) => {
      expect(() => readTasks({ tasks: [input] })).not.toThrow();
      expect(() => readTasks(input)).not.toThrow();
    }),
  );
});
