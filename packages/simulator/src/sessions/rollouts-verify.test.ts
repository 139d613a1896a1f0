import { join } from 'node:path';
import { goldenRow, rolloutRow, taskRow } from '@firefly/bundle/rows';
import { testEvaluator } from '@firefly/bundle/testing/evaluator';
import { rowsFor, tempFolder } from '@firefly/bundle/testing/sample-bundle';
import { modelMeta, solver } from '@firefly/bundle/testing/sample-rollouts';
import { sampleToolRows } from '@firefly/bundle/testing/sample-tools';
import { verifyBundle } from '@firefly/bundle/verify';
import { writeBundle } from '@firefly/bundle/writer';
import type { RecordingRow, RolloutRow, ToolRow } from '@firefly/contracts/bundle';
import { answerSuffix, SUBMIT_ANSWER } from '@firefly/domain/dataset/golden';
import { rolloutsOf } from '@firefly/domain/dataset/rollouts';
import { stateKey } from '@firefly/domain/identity';
import type { JsonObject } from '@firefly/domain/json';
import { replyView } from '@firefly/domain/observing/reply-view';
import { expect, test } from 'vitest';
import { openSession } from '../client.ts';
import { boats, recorded } from '../testing/mcp-samples.ts';
import { runningSimulator } from '../testing/running.ts';

const toolOf = (name: string): ToolRow => {
  const found = sampleToolRows.find((one) => one.name === name);
  if (!found) throw new Error(`no tool ${name}`);
  return found;
};
const [list, paint] = [toolOf('list_boats'), toolOf('paint_boat')];
const red = stateKey([{ fingerprint: paint.fingerprint, arguments: { name: 'Aurora' } }]);
const said = (text: string, isError = false) => ({ content: [{ type: 'text', text }], isError });
const required = 'MCP error -32602: Invalid arguments: "city" is a required property';
const failed = (row: RecordingRow): RecordingRow => ({ ...row, failure: 'an error' });
const recordings = [
  recorded(list, { city: 'riga' }, 'result', said('all red'), red),
  failed(recorded(list, { city: 'oslo' }, 'error', { code: -32603, message: 'no such city' })),
  failed(recorded(list, {}, 'result', said(required, true))),
];
const base = { ...boats, offered_tools: [...boats.offered_tools, 'harbour/paint_boat'] };

/** What a model may ask, in the order in which it does. */
const asked: readonly [tool: string, args: JsonObject][] = [
  ['list_boats', { city: 'riga' }],
  ['open_boats', { names: ['Aurora', 'Baltija'] }],
  ['list_boats', { city: 'oslo' }],
  ['list_boats', {}],
  ['list_boats', { town: 'riga' }],
  ['list_boats', { city: '\ud800' }],
  ['no_such_tool', { city: 'riga' }],
  ['paint_boat', { name: 'Aurora' }],
  ['list_boats', { city: 'riga' }],
];

/** One attempt over the public interface, kept as a row of `trajectories.jsonl`. */
async function attemptAt(url: string, attempt: number, answer: JsonObject): Promise<RolloutRow> {
  const session = await openSession(url, base.id);
  const answers: RolloutRow['answers'] = [];
  const messages: RolloutRow['messages'] = [
    { role: 'user', content: base.prompt + answerSuffix(base.answer_schema) },
  ];
  for (const [at, [tool, args]] of asked.entries()) {
    const id = `c${at + 1}`;
    const { result, error, meta } = await session.call('harbour', tool, args);
    const content =
      result === undefined ? replyView('error', error ?? null) : replyView('result', result);
    answers.push({ call: id, ...meta });
    messages.push(
      { role: 'assistant', tool_calls: [{ id, tool: `harbour/${tool}`, arguments: args }] },
      { role: 'tool', tool_call_id: id, content },
    );
  }
  messages.push({
    role: 'assistant',
    tool_calls: [{ id: 'answer', tool: SUBMIT_ANSWER, arguments: answer }],
  });
  const reward = await session.verify({ submitted: [answer] });
  await session.close();
  return rolloutRow(base, { ...solver, attempt, messages, answers, reward });
}

test('what a simulator told a model verifies: exact, recorded errors, refusals, misses, other states', async () => {
  await using simulator = await runningSimulator([base], recordings);
  const rows = [
    await attemptAt(simulator.url, 1, base.answer),
    await attemptAt(simulator.url, 2, { seats: 26 }),
  ];
  const { tiers, needed_made, errors } = rows[0]?.reward.calls ?? {};
  expect(tiers).toMatchObject({ exact: 5, normalized: 1, miss: 3 });
  expect({ needed_made, errors }).toEqual({ needed_made: 2, errors: 6 });
  expect(rows.map(({ reward }) => reward.reward)).toEqual([1, 0]);

  const rollouts = rolloutsOf(solver, { n: 2, passed: 1 }, { n: 0, passed: 0 });
  const task = taskRow(base.run_id, base.id, base, base.verdict, true, rollouts);
  await using folder = await tempFolder();
  await using evaluate = testEvaluator();
  const dir = join(folder.path, 'bundle');
  const trajectories = [goldenRow(task), ...rows];
  const meta = { ...modelMeta, yield: undefined, ledger: undefined };
  await writeBundle(dir, { ...rowsFor([task], recordings), trajectories }, meta);
  expect((await verifyBundle(dir, { evaluate })).mismatches).toEqual([]);
});
