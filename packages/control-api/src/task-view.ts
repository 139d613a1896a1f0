import type { TaskDetail, TaskItem, TaskVerdict } from '@firefly/contracts/control-api/tasks';
import type { Candidate } from '@firefly/db/repositories/candidates';
import type { TaskRow } from '@firefly/db/repositories/task-pages';
import { toolId } from '@firefly/domain/catalog/tool';
import { shapeOf } from '@firefly/domain/dataset/shape';
import { splitOf } from '@firefly/domain/dataset/split';
import { valueAt } from '@firefly/domain/pointer';

type Status = Candidate['status'];

/** The statuses of a candidate with each verdict. */
export const statusesOf: Readonly<Record<TaskVerdict, readonly Status[]>> = {
  accepted: ['accepted'],
  rejected: ['rejected'],
  open: ['drafted', 'judged', 'solved'],
};

const verdictOf = (status: Status): TaskVerdict =>
  status === 'accepted' || status === 'rejected' ? status : 'open';

/** A task as a list shows it. */
export const taskItemView = (row: TaskRow): TaskItem => ({
  ...{ id: row.taskId, run_id: row.runId, prompt: row.prompt },
  ...{ servers: [...row.servers], tools: [...row.tools], difficulty: row.difficulty },
  ...{ verdict: verdictOf(row.status), failing: row.failing, frame: row.frame, wave: row.wave },
});

const replayView = (replay: Candidate['replay']): TaskDetail['replay'] => {
  if (replay === null) return null;
  const { passed, evidence } = replay as { passed: boolean; evidence: string };
  return { passed, evidence };
};

/** A task in full: with the values that its answer was read off, and its calls as a graph. */
export function taskDetailView(runId: string, candidate: Candidate): TaskDetail {
  const { draft, taskId, frame, status, verdict, checks, replay } = candidate;
  const observed = new Map(draft.calls.map(({ id, observation }) => [id, observation]));
  const detail = {
    ...draft,
    ...{ id: taskId, run_id: runId, split: splitOf(taskId), frame, shape: shapeOf(draft) },
    state: verdictOf(status),
    fields: draft.fields.map((field) => ({
      ...field,
      value: draft.answer[field.name] ?? null,
      sources: field.sources.map(({ call, pointer }) => ({
        ...{ call, pointer },
        value: valueAt(observed.get(call), pointer) ?? null,
      })),
    })),
    dag: {
      nodes: draft.calls.map(({ id, server, tool }) => ({
        id,
        tool: toolId({ server, name: tool }),
      })),
      edges: draft.flows.map(({ from, to, from_pointer, to_pointer, expression }) => ({
        ...{ from, to, from_pointer, to_pointer, expression },
      })),
    },
    ...{ verdict, checks: verdict?.checks ?? checks, replay: replayView(replay) },
  };
  // Rows of the domain are read-only; a view is written as JSON and nothing else.
  return detail as unknown as TaskDetail;
}
