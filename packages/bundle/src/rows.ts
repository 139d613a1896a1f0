import type { RecordingRow, ToolRow, TrajectoryRow } from '@firefly/contracts/bundle';
import type { Qualification, Tool } from '@firefly/domain/catalog/tool';
import { goldenTrajectory } from '@firefly/domain/dataset/golden';
import type { Recording } from '@firefly/domain/dataset/recording';
import { splitOf } from '@firefly/domain/dataset/split';
import type { Task, TaskDraft, Verdict } from '@firefly/domain/dataset/task';
import { canonicalJson, requestKey, sha256 } from '@firefly/domain/identity';
import type { JsonObject } from '@firefly/domain/json';

/** A draft as a row of `tasks.jsonl`. */
export const taskRow = (
  runId: string,
  id: string,
  draft: TaskDraft,
  verdict: Verdict,
  replay: boolean,
): Task => ({
  format: 'firefly.task/1',
  id,
  run_id: runId,
  split: splitOf(id),
  ...draft,
  verdict,
  solve: { replay },
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
export const goldenRow = (task: Task): TrajectoryRow => ({
  format: 'firefly.trajectory/1',
  task_id: task.id,
  split: task.split,
  golden: true,
  messages: goldenTrajectory(task) as TrajectoryRow['messages'],
  tools: [...task.offered_tools],
});
