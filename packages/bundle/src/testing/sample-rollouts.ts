import type { RolloutRow } from '@firefly/contracts/bundle';
import { answerSuffix, SUBMIT_ANSWER } from '@firefly/domain/dataset/golden';
import { rolloutsOf } from '@firefly/domain/dataset/rollouts';
import type { Task, TaskDraft } from '@firefly/domain/dataset/task';
import { requestKey } from '@firefly/domain/identity';
import type { JsonObject } from '@firefly/domain/json';
import { replyView } from '@firefly/domain/observing/reply-view';
import { rewardOf } from '@firefly/domain/reward/reward';
import { ledgerOf } from '../ledger.ts';
import { goldenRow, rolloutRow, taskRow } from '../rows.ts';
import type { BundleInput, BundleMeta } from '../writer.ts';
import { recordingOf, rowsFor, sampleMeta } from './sample-bundle.ts';
import { boatsDraft, distanceDraft, toTask } from './sample-tasks.ts';

const stamp = (name: string) => ({ name, version: 1, hash: '0123456789abcdef' });
export const solver = { model: 'solver-1', prompt: stamp('solve') };
const judge = { model: 'judge <b>1</b> | x', prompt: stamp('judge') };
const [clear, plain] = [5, 'it says what is wanted'] as const;

/** A task that a model wrote and judged, and that a solver got right once in two attempts. */
function measured(draft: TaskDraft): Task {
  const { run_id, id, signature, verdict } = toTask(draft);
  const each = <T>(value: T) => ({
    ...{ clarity: value, realism: value, self_containedness: value },
    ...{ need_for_tools: value, fit_of_answer: value },
  });
  const judges = [
    { ...judge, scores: each(clear), reasons: each(plain) },
    { ...judge, model: 'judge-2', failed: 'the reply was cut off' },
  ];
  const decision = { rule: { least: 3, mean: 4, quorum: 'all' }, sentence: 'one of one passes' };
  const rollouts = rolloutsOf(solver, { n: 2, passed: 1 }, { n: 1, passed: 0 });
  const said = { ...verdict, judges, decision };
  return taskRow(run_id, id, { ...draft, engine: 'anthropic', signature }, said, true, rollouts);
}

export const measuredTasks: readonly Task[] = [distanceDraft, boatsDraft].map(measured);

/** The attempt that makes the needed calls, beside one that is missed, and submits this. */
function attemptAt(task: Task, attempt: number, answer: JsonObject): RolloutRow {
  const [first] = task.calls;
  if (first === undefined) throw new Error('no calls');
  const name = ({ server, tool }: typeof first) => `${server}/${tool}`;
  const miss = 'This call was not recorded, so its answer is unknown here.';
  const turns = task.calls.flatMap((call): RolloutRow['messages'] => [
    {
      role: 'assistant',
      content: `Now ${call.id}.`,
      tool_calls: [{ id: call.id, tool: name(call), arguments: call.arguments }],
    },
    { role: 'tool', tool_call_id: call.id, content: replyView('result', call.result) },
  ]);
  const exact = task.calls.map((call) => ({
    call: call.id,
    tier: 'exact' as const,
    recording: recordingOf(call, [task.split]).id,
  }));
  const made = task.calls.map(({ server, tool, ...call }) => ({
    ...{ server, tool, tier: 'exact' as const, succeeded: true },
    answered_by: requestKey({ server, ...call }),
  }));
  const missed = { server: first.server, tool: first.tool, tier: 'miss' as const };
  return rolloutRow(task, {
    ...solver,
    attempt,
    messages: [
      { role: 'user', content: task.prompt + answerSuffix(task.answer_schema) },
      {
        role: 'assistant',
        tool_calls: [
          { id: 'x1', tool: name(first), arguments: { query: 'nowhere' } },
          { id: 'x2', tool: 'no_such_tool', arguments: 'broken {' },
        ],
      },
      { role: 'tool', tool_call_id: 'x1', content: miss },
      { role: 'tool', tool_call_id: 'x2', content: 'There is no tool of this name.' },
      ...turns,
      { role: 'assistant', tool_calls: [{ id: 'a', tool: SUBMIT_ANSWER, arguments: answer }] },
    ],
    answers: [{ call: 'x1', tier: 'miss', recording: null }, ...exact],
    reward: rewardOf(task, { submitted: [answer] }, [
      { ...missed, answered_by: null, succeeded: false },
      ...made,
    ]) as RolloutRow['reward'],
  });
}

/** Two attempts at a task: one is right, and one is not. */
export const attemptsAt = (task: Task): RolloutRow[] => [
  attemptAt(task, 1, task.answer),
  attemptAt(task, 2, {}),
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
      { stage: 'solve', model: solver.model, requests: 6, usage, dollars: 0.25 },
      { stage: 'write', model: 'writer-1', requests: 2, usage, dollars: 0.5 },
    ],
    measuredTasks.length,
    '2026-11-01',
  ),
  yield: { explorations: 4, drafts: 5, passed_checks: 4, passed_judges: 3, accepted: 2 },
  agreement: {
    clarity: { n: 4, exact: 0.5, within_one: 1, alpha: 0.431 },
    realism: { n: 4, exact: 1, within_one: 1, alpha: null },
  },
  budget: { budget: 'tokens', limit: 50_000, spent: 43_600 },
};
