import { aTool } from '@firefly/testing/builders/parts';
import { expect, test } from 'vitest';
import { operatorsOf, operatorTrials } from './operators.ts';

const number = { type: 'number' };
const add = aTool('calc', 'add', 'Adds.', { a: number, b: number });
const distance = aTool('maps', 'distance', 'Distance in kilometers.', {
  lat1: number,
  lon1: number,
  lat2: number,
  lon2: number,
});
const read = aTool('files', 'read', 'Reads.', { path: { type: 'string' } });
const tools = [read, distance, add];

const answered = operatorTrials(tools, []).map((call) => {
  const [a = 0, b = 0, c = 0, d = 0] = Object.values(call.arguments).map(Number);
  const observation =
    call.tool === 'calc/add' ? `is ${a + b}` : { distance: Math.abs(a - c) + Math.abs(b - d) };
  return { ...call, observation };
});

test('trials of every tool that may compute, each until it was made, answered or not', () => {
  expect(new Set(answered.map(({ tool }) => tool))).toEqual(new Set(['maps/distance', 'calc/add']));
  expect(operatorTrials(tools, answered)).toEqual([]);
  const failed = answered.map((call) => ({ ...call, observation: null }));
  expect(operatorTrials(tools, failed)).toEqual([]);
  expect(operatorTrials(tools, answered.slice(1))).toEqual([
    { tool: answered[0]?.tool, arguments: answered[0]?.arguments },
  ]);
  expect(operatorTrials([read], [])).toEqual([]);
});

test('operators stand in the order of the tools, whatever the order of the calls', () => {
  const found = operatorsOf(tools, answered);
  expect(found.map(({ kind, tool }) => `${kind} ${tool}`)).toEqual([
    'points maps/distance',
    'numbers calc/add',
  ]);
  expect(operatorsOf(tools, answered.toReversed())).toEqual(found);
  expect(operatorsOf(tools, [])).toEqual([]);
});
