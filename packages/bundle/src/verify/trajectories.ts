import type { GoldenRow, TrajectoryRow } from '@firefly/contracts/bundle';
import { goldenTrajectory, type TrajectoryMessage } from '@firefly/domain/dataset/golden';
import type { Task } from '@firefly/domain/dataset/task';
import { canonicalJson, sha256 } from '@firefly/domain/identity';
import { scanTable } from '../reader.ts';
import { tables } from '../tables.ts';
import type { Offered } from './attempts.ts';
import { type Findings, thrownMessage } from './findings.ts';
import { type Measured, makeRolloutTally, measuredOf } from './rollouts.ts';

/** What a task says of its golden trajectory: hashes, so that no task is kept. */
export interface ExpectedTrajectory {
  readonly split: Task['split'];
  readonly tools: string;
  readonly messages: readonly { readonly hash: string; readonly what: string }[];
  /** What it says of its rollouts; undefined where there are none. */
  readonly measured: Measured | undefined;
}

const hash = (value: unknown): string => sha256(canonicalJson(value));

const whatIs = (message: TrajectoryMessage, last: boolean): string =>
  message.role === 'user'
    ? 'the prompt with its suffix'
    : message.role === 'tool'
      ? `the model view of the recorded result of ${message.tool_call_id}`
      : last
        ? 'the submitted answer'
        : `the call ${message.tool_calls?.[0]?.id} with its arguments`;

/** Recomputes the golden trajectory of a task. */
export function expectTrajectory(task: Task): ExpectedTrajectory {
  const messages = goldenTrajectory(task);
  return {
    split: task.split,
    tools: hash([...task.offered_tools].sort()),
    messages: messages.map((message, index) => ({
      hash: hash(message),
      what: whatIs(message, index === messages.length - 1),
    })),
    measured: measuredOf(task),
  };
}

function compareOffer(
  row: TrajectoryRow,
  task: ExpectedTrajectory,
  add: (message: string) => void,
): void {
  if (row.split !== task.split) add(`/split is ${row.split}, its task is in ${task.split}`);
  if (hash([...row.tools].sort()) !== task.tools) add('/tools are not the offered tools');
}

function compareGolden(
  row: GoldenRow,
  task: ExpectedTrajectory,
  add: (message: string) => void,
): void {
  for (const [index, message] of task.messages.entries()) {
    const found = row.messages[index];
    if (found === undefined) {
      add(`/messages end before ${message.what}`);
      return;
    }
    if (hash(found) !== message.hash) add(`/messages/${index} is not ${message.what}`);
  }
  if (row.messages.length > task.messages.length) add('/messages go on after the answer');
}

/**
 * Every golden trajectory equals the one of its task, message by message, and every task has one; every
 * rollout is what the recordings and the reward say, and they are as many as their task says.
 */
export async function verifyTrajectories(
  dir: string,
  expected: ReadonlyMap<string, ExpectedTrajectory>,
  offered: Offered,
  findings: Findings,
): Promise<void> {
  const rollouts = makeRolloutTally(offered);
  const golden = new Set<string>();
  for await (const scanned of scanTable(dir, 'trajectories')) {
    const place = `line ${scanned.line}`;
    const report = (task: string | null, message: string) =>
      findings.add({ file: tables.trajectories.file, task, place, message });
    if ('problem' in scanned) {
      report(null, scanned.problem);
      continue;
    }
    const { row } = scanned;
    const add = (message: string) => report(row.task_id, message);
    findings.count('trajectories');
    const task = expected.get(row.task_id);
    if (task === undefined) {
      add('its task is not in tasks.jsonl');
      continue;
    }
    if (row.golden && golden.has(row.task_id)) add('a second golden trajectory of this task');
    if (row.golden) golden.add(row.task_id);
    try {
      compareOffer(row, task, add);
      if (row.golden) compareGolden(row, task, add);
      else {
        if (hash(row.messages[0]) !== task.messages[0]?.hash)
          add('/messages/0 is not the prompt with its suffix');
        rollouts.add(row, task.measured, add);
      }
    } catch (error) {
      add(`cannot be recomputed: ${thrownMessage(error)}`);
    }
  }
  const missing = (task: string, message: string) =>
    findings.add({ file: tables.trajectories.file, task, place: '', message });
  for (const [task, { measured }] of expected) {
    if (!golden.has(task)) missing(task, 'the task has no golden trajectory');
    for (const message of rollouts.shortfalls(task, measured)) missing(task, message);
  }
}
