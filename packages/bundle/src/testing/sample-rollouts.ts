import type { RolloutRow } from '@firefly/contracts/bundle';
import { answerSuffix, SUBMIT_ANSWER } from '@firefly/domain/dataset/golden';
import { rolloutsOf } from '@firefly/domain/dataset/rollouts';
import type { Task, TaskDraft } from '@firefly/domain/dataset/task';
import { requestKey } from '@firefly/domain/identity';
import type { Json } from '@firefly/domain/json';
import { decide, defaultRule } from '@firefly/domain/judging/opinions/decide';
import type { Opinion } from '@firefly/domain/judging/opinions/opinion';
import { replyView } from '@firefly/domain/observing/reply-view';
import type { Attempt } from '@firefly/domain/reward/answer';
import { rewardOf } from '@firefly/domain/reward/reward';
import { ledgerOf } from '../ledger.ts';
import { goldenRow, rolloutRow, taskRow } from '../rows.ts';
import type { BundleInput, BundleMeta } from '../writer.ts';
import { recordingOf, rowsFor, sampleMeta } from './sample-bundle.ts';
import { boatsDraft, distanceDraft, toTask } from './sample-tasks.ts';

const stamp = (name: string) => ({ name, version: 1, hash: '0123456789abcdef' });
export const solver = { model: 'solver-1', prompt: stamp('solve') };
const judge = { model: 'judge <b>1</b> | x', prompt: stamp('judge') };
const clear = 5;
const plain = 'it says what is wanted';

const each = <T>(value: T) => ({
  ...{ clarity: value, realism: value, self_containedness: value },
  ...{ need_for_tools: value, fit_of_answer: value },
});

/** A task that a model wrote and judged, and that a solver got right once in two attempts. */
function measured(draft: TaskDraft): Task {
  const { run_id, id, signature, verdict } = toTask(draft);
  const judges: Opinion[] = [
    { ...judge, scores: each(clear), reasons: each(plain) },
    { ...judge, model: 'judge-2', failed: 'the reply was cut off' },
  ];
  const decision = { rule: defaultRule, sentence: decide(judges).sentence };
  const rollouts = rolloutsOf(solver, { n: 3, passed: 1 }, { n: 1, passed: 0 });
  const said = { ...verdict, judges, decision };
  return taskRow(run_id, id, { ...draft, engine: 'anthropic', signature }, said, true, rollouts);
}

export const measuredTasks: readonly Task[] = [distanceDraft, boatsDraft].map(measured);

type Messages = RolloutRow['messages'];
type Said = Pick<Attempt, 'submitted' | 'message'> & { readonly first: Messages };

/** A call that is missed. */
const astray = (tool: string): Messages => [
  { role: 'assistant', tool_calls: [{ id: 'x1', tool, arguments: { query: 'nowhere' } }] },
  { role: 'tool', tool_call_id: 'x1', content: 'This call was not recorded.' },
];
/** A call of what is no tool, with arguments that are no object. */
const broken: Messages = [
  { role: 'assistant', tool_calls: [{ id: 'x2', tool: 'no_such_tool', arguments: 'broken {' }] },
  { role: 'tool', tool_call_id: 'x2', content: 'There is no tool of this name.' },
];

/** An attempt that makes all needed calls after one that is missed. */
function attemptAt(task: Task, attempt: number, { first, ...said }: Said): RolloutRow {
  const [{ server, tool } = { server: '', tool: '' }] = task.calls;
  const turns = task.calls.flatMap((call): Messages => {
    const asked = { id: call.id, tool: `${call.server}/${call.tool}`, arguments: call.arguments };
    return [
      { role: 'assistant', content: `Now ${call.id}.`, tool_calls: [asked] },
      { role: 'tool', tool_call_id: call.id, content: replyView('result', call.result) },
    ];
  });
  const exact = task.calls.map((call) => ({
    ...{ call: call.id, tier: 'exact' as const },
    recording: recordingOf(call, [task.split]).id,
  }));
  const made = task.calls.map((call) => ({
    ...{ server: call.server, tool: call.tool, tier: 'exact' as const, succeeded: true },
    answered_by: requestKey(call),
  }));
  const missed = { server, tool, tier: 'miss' as const, answered_by: null, succeeded: false };
  const reward = rewardOf(task, said, [missed, ...made]) as RolloutRow['reward'];
  const ended = said.submitted.map((answer) => ({
    id: 'a',
    tool: SUBMIT_ANSWER,
    arguments: answer,
  }));
  const messages: Messages = [
    { role: 'user', content: task.prompt + answerSuffix(task.answer_schema) },
    ...first,
    ...astray(`${server}/${tool}`),
    ...turns,
    said.message
      ? { role: 'assistant', content: said.message }
      : { role: 'assistant', tool_calls: ended as { id: string; tool: string; arguments: Json }[] },
  ];
  const answers = [{ call: 'x1', tier: 'miss' as const, recording: null }, ...exact];
  return rolloutRow(task, { ...solver, attempt, messages, answers, reward });
}

/** Three attempts at a task: right, wrong in words, and one that no trainer takes as it is. */
export const attemptsAt = (task: Task): RolloutRow[] => [
  attemptAt(task, 1, { first: [], submitted: [task.answer] }),
  attemptAt(task, 2, { first: [], submitted: [], message: 'I do not know.' }),
  attemptAt(task, 3, { first: broken, submitted: [{}] }),
];

/** The rows of a bundle of tasks that models wrote, judged and solved. */
export const rowsWithRollouts = (tasks: readonly Task[] = measuredTasks): BundleInput => ({
  ...rowsFor(tasks),
  trajectories: tasks.flatMap((task) => [goldenRow(task), ...attemptsAt(task)]),
});

const usage = { input: 1_000, cached: 20_000, written: 500, output: 300 };

/** What the manifest of that bundle says. */
export const modelMeta: BundleMeta = {
  ...sampleMeta,
  engine: 'anthropic',
  models: [
    { stage: 'write', model: 'writer-1', prompts: [stamp('write')] },
    { stage: 'judge', model: judge.model, prompts: [judge.prompt] },
    { stage: 'solve', model: solver.model, prompts: [solver.prompt] },
  ],
  ledger: ledgerOf(
    [
      { stage: 'solve', model: solver.model, requests: 6, remembered: 0, usage, dollars: 0.25 },
      { stage: 'write', model: 'writer-1', requests: 2, remembered: 1, usage, dollars: 0.5 },
    ],
    measuredTasks.length,
    '2026-11-01',
  ),
  yield: { explorations: 4, drafts: 5, passed_checks: 4, passed_judges: 3, accepted: 2 },
  agreement: { tasks: 4, criteria: each({ exact: 0.5, within_one: 1, alpha: 0.431 }) },
  decision: { ...defaultRule },
  budget: 'its budget of 40000 tokens is spent',
};
