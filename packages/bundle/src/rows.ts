import type { GoldenRow, RecordingRow, RolloutRow, ToolRow } from '@firefly/contracts/bundle';
import type { Qualification, Tool } from '@firefly/domain/catalog/tool';
import { goldenTrajectory, type TrajectoryMessage } from '@firefly/domain/dataset/golden';
import type { Recording } from '@firefly/domain/dataset/recording';
import type { Rollouts } from '@firefly/domain/dataset/rollouts';
import { splitOf } from '@firefly/domain/dataset/split';
import type { Task, TaskDraft, Verdict } from '@firefly/domain/dataset/task';
import { canonicalJson, requestKey, sha256 } from '@firefly/domain/identity';
import type { JsonObject } from '@firefly/domain/json';
import { measuredLevel } from '@firefly/domain/solving/measured-level';

/** A draft with the difficulty that was measured, if it was. */
function withDifficulty(draft: TaskDraft, rollouts: Rollouts | undefined): TaskDraft {
  const level = rollouts && measuredLevel(rollouts);
  return level ? { ...draft, difficulty: { level, basis: 'measured' } } : draft;
}

/** A draft as a row of `tasks.jsonl`. */
export const taskRow = (
  runId: string,
  id: string,
  draft: TaskDraft,
  verdict: Verdict,
  replay: boolean,
  rollouts?: Rollouts,
): Task => ({
  format: 'firefly.task/1',
  id,
  run_id: runId,
  split: splitOf(id),
  ...withDifficulty(draft, rollouts),
  verdict,
  solve: { replay, ...(rollouts && { rollouts }) },
});

/** A recording's id: a hash of its canonical request and its response. */
export const recordingId = (
  row: Pick<RecordingRow, 'server' | 'fingerprint' | 'arguments' | 'state_key' | 'kind' | 'sha256'>,
): string => sha256(canonicalJson([requestKey(row), row.kind, row.sha256])).slice(0, 32);

/** A recording as a row; null for a lost call, which has no response to replay. */
export function recordingRow(
  recording: Recording,
  splits: RecordingRow['splits'],
): RecordingRow | null {
  const { kind } = recording;
  if (kind === 'lost') return null;
  const { server, tool, fingerprint, response, sha256: digest } = recording;
  const { state_key, duration_ms, failure, arguments: args } = recording;
  const id = recordingId({ ...recording, kind });
  return {
    format: 'firefly.recording/1',
    id,
    splits: [...new Set(splits)].sort(),
    server,
    tool,
    fingerprint,
    arguments: args,
    state_key,
    kind,
    response,
    sha256: digest,
    duration_ms,
    failure,
  };
}

/** A tool of the catalog as a row. */
export function toolRow(tool: Tool, qualification: Pick<Qualification, 'readOnly'>): ToolRow {
  const { server, name, title, description, inputSchema, outputSchema, annotations } = tool;
  return {
    format: 'firefly.tool/1',
    server,
    name,
    ...(title === undefined ? {} : { title }),
    description,
    inputSchema,
    ...(outputSchema === undefined ? {} : { outputSchema }),
    // A copy without absent hints: JSON has no undefined.
    ...(annotations && { annotations: JSON.parse(JSON.stringify(annotations)) as JsonObject }),
    fingerprint: tool.fingerprint,
    read_only: qualification.readOnly,
  };
}

/** The golden trajectory of a task as a row. */
export const goldenRow = (task: Task): GoldenRow => ({
  format: 'firefly.trajectory/1',
  task_id: task.id,
  split: task.split,
  golden: true,
  messages: goldenTrajectory(task) as GoldenRow['messages'],
  tools: [...task.offered_tools],
});

/** An attempt of a solver, as it is kept. */
export type Attempted = Pick<RolloutRow, 'model' | 'prompt' | 'attempt' | 'answers' | 'reward'> & {
  readonly messages: readonly TrajectoryMessage[];
};

/** An attempt at a task as a row. */
export const rolloutRow = (
  task: Pick<Task, 'id' | 'split' | 'offered_tools'>,
  { messages, model, prompt, attempt, answers, reward }: Attempted,
): RolloutRow => ({
  format: 'firefly.trajectory/1',
  task_id: task.id,
  split: task.split,
  golden: false,
  messages: messages as RolloutRow['messages'],
  tools: [...task.offered_tools],
  ...{ model, prompt, attempt, answers, reward },
});
