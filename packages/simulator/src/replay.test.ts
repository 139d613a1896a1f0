import { testEvaluator } from '@firefly/bundle/testing/evaluator';
import { sampleTasks } from '@firefly/bundle/testing/sample-bundle';
import { sampleTools } from '@firefly/bundle/testing/sample-tools';
import { toolId } from '@firefly/domain/catalog/tool';
import type { Task } from '@firefly/domain/dataset/task';
import { expect, test } from 'vitest';
import { replayTask } from './replay.ts';
import { runningSimulator } from './testing/running.ts';

const tools = new Map(sampleTools.map((tool) => [toolId(tool), tool]));
const [distance, boats] = sampleTasks;
if (!distance || !boats) throw new Error('no samples');

/** Replays `asked` (by default the task itself) against a simulator that holds `task`. */
async function replayed(task: Task, asked: Task = task, known = tools) {
  await using simulator = await runningSimulator([task]);
  await using evaluate = testEvaluator();
  // Awaited here, or the simulator would be gone before it is asked.
  return await replayTask(simulator.url, asked, known, evaluate);
}

test('tasks replay exactly, with every argument rebuilt', async () => {
  expect(await replayed(distance)).toMatchObject({
    passed: true,
    tiers: ['exact', 'exact', 'exact'],
  });
  expect(await replayed(boats)).toMatchObject({ passed: true, tiers: ['exact', 'exact'] });
});

test('stored arguments, results and recordings of the asked task play no part', async () => {
  const blind = {
    ...boats,
    calls: boats.calls.map((c) => ({ ...c, arguments: {}, result: null })),
  };
  expect(await replayed(boats, blind)).toMatchObject({ passed: true });
});

function change(from: string, to: string): Task {
  const text = JSON.stringify(boats);
  if (!text.includes(from)) throw new Error(`${from} does not stand in the task`);
  return JSON.parse(text.replace(from, () => to));
}

test.for<[string, Task, RegExp, string[]]>([
  ['a span', change('[23,27]', '[0,4]'), /c1 harbour\/list_boats .* miss, not exact/, ['miss']],
  ['no account', { ...boats, bindings: [] }, /c1 harbour\/list_boats \{\} .* miss/, ['miss']],
  ['a flow', change('[c1.boats.name]', '[c1.boats.typo]'), /c2: \/flows\/0 .* nothing/, ['exact']],
  [
    'an observation',
    change('"keeper":"Ilze', '"keeper":"Liga'),
    /c2 .* another obs/,
    ['exact', 'exact'],
  ],
  ['an answer', change('"seats":26', '"seats":27'), /field seats gives 26/, ['exact', 'exact']],
  [
    'a field',
    change('$sum(c1.boats.seats)', 'c1.boats.typo'),
    /seats gives nothing/,
    ['exact', 'exact'],
  ],
])('the first difference is named: %s', async ([, asked, evidence, tiers]) => {
  expect(await replayed(boats, { ...asked, id: boats.id })).toEqual({
    passed: false,
    evidence: expect.stringMatching(evidence),
    tiers,
  });
});

test('an unknown tool is named', async () => {
  const result = await replayed(boats, boats, new Map());
  expect(result).toMatchObject({
    passed: false,
    evidence: expect.stringMatching(/list_boats is not/),
  });
});

test('of two answers to one request a session hears the one its task was made from', async () => {
  const [call] = boats.calls;
  if (!call) throw new Error('no call');
  const result = { content: [{ type: 'text', text: '{"boats":[]}' }] };
  const other = { ...boats, id: 'b'.repeat(32), calls: [{ ...call, result }] };
  await using simulator = await runningSimulator([other, boats]);
  await using evaluate = testEvaluator();
  expect(await replayTask(simulator.url, boats, tools, evaluate)).toMatchObject({ passed: true });
});

test('a simulator that refuses is an error, not a failed task', async () => {
  await using simulator = await runningSimulator([boats]);
  await using evaluate = testEvaluator();
  await expect(replayTask(simulator.url, distance, tools, evaluate)).rejects.toThrow(
    /404.*not in this/,
  );
});
