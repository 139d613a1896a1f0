import type { TrajectoryRow } from '@firefly/contracts/bundle';
import { toolId } from '@firefly/domain/catalog/tool';
import { SUBMIT_ANSWER, SUBMIT_ANSWER_DESCRIPTION } from '@firefly/domain/dataset/golden';
import { isObject, type JsonObject } from '@firefly/domain/json';
import { readTasks, readTools, readTrajectories } from '../reader.ts';
import { BundleError, tables } from '../tables.ts';

/** A tool as a model is offered it, in the inner form: by its id. */
export interface OfferedTool {
  readonly id: string;
  readonly description: string;
  readonly parameters: JsonObject;
}

/** Which rollouts are wanted beside the golden trajectories: those with reward 1, or all. */
export type Wanted = 'passed' | 'all';

/** A trajectory with the tools it offers: arguments are JSON values, tools are `server/tool`. */
export interface Conversation {
  readonly messages: TrajectoryRow['messages'];
  readonly tools: readonly OfferedTool[];
  /** Whether its answer is right. */
  readonly passed: boolean;
}

/** What a trajectory refers to. Of each task only the answer schema is kept, as text. */
export interface Catalog {
  readonly tools: ReadonlyMap<string, OfferedTool>;
  readonly answerSchemas: ReadonlyMap<string, string>;
}

/** Reads the tools and tasks of a bundle; throws `BundleError` for a task that is not accepted. */
export async function readCatalog(dir: string): Promise<Catalog> {
  const tools = new Map<string, OfferedTool>();
  for await (const { server, name, description, inputSchema } of readTools(dir)) {
    const id = toolId({ server, name });
    tools.set(id, { id, description, parameters: inputSchema });
  }
  const answerSchemas = new Map<string, string>();
  for await (const { id, answer_schema, verdict } of readTasks(dir)) {
    if (!verdict.accepted)
      throw new BundleError(`task ${id} is not accepted: only accepted tasks are exported`);
    answerSchemas.set(id, JSON.stringify(answer_schema));
  }
  return { tools, answerSchemas };
}

const isRight = (row: TrajectoryRow): boolean => row.golden || row.reward.reward === 1;

function conversation(row: TrajectoryRow, { tools, answerSchemas }: Catalog): Conversation {
  const schema = answerSchemas.get(row.task_id);
  if (schema === undefined)
    throw new BundleError(
      `${tables.trajectories.file}: task ${row.task_id} is not in ${tables.tasks.file}`,
    );
  const offered = row.tools.map((id) => {
    const tool = tools.get(id);
    if (tool === undefined)
      throw new BundleError(
        `${tables.trajectories.file}: task ${row.task_id} offers ${id}, which is not in ${tables.tools.file}`,
      );
    return tool;
  });
  const answer = {
    id: SUBMIT_ANSWER,
    description: SUBMIT_ANSWER_DESCRIPTION,
    parameters: JSON.parse(schema) as JsonObject,
  };
  return { messages: row.messages, tools: [...offered, answer], passed: isRight(row) };
}

/**
 * Whether a trainer takes a rollout as it is: it calls only what is offered, with objects, every call but those
 * of its last message is answered, and it ends with an answer in calls or in words.
 */
export function isWhole({ messages, tools }: Pick<TrajectoryRow, 'messages' | 'tools'>): boolean {
  const offered = new Set([...tools, SUBMIT_ANSWER]);
  const open = new Set<string>();
  for (const message of messages) {
    if (message.role === 'tool' && !open.delete(message.tool_call_id)) return false;
    if (message.role === 'user' && open.size > 0) return false;
    if (message.role !== 'assistant') continue;
    if (open.size > 0) return false;
    for (const { id, tool, arguments: args } of message.tool_calls ?? []) {
      if (!offered.has(tool) || !isObject(args)) return false;
      open.add(id);
    }
  }
  const last = messages.at(-1);
  return (
    last?.role === 'assistant' &&
    (last.tool_calls ?? []).every(({ tool }) => tool === SUBMIT_ANSWER)
  );
}

/** The golden trajectories of a split and the rollouts that are wanted, in the bundle's order. */
export async function* readConversations(
  dir: string,
  catalog: Catalog,
  split: TrajectoryRow['split'],
  wanted: Wanted | undefined,
  leaveOut: () => void,
): AsyncGenerator<Conversation> {
  for await (const row of readTrajectories(dir)) {
    if (row.split !== split) continue;
    const isWanted = row.golden || wanted === 'all' || (wanted === 'passed' && isRight(row));
    if (!isWanted) continue;
    if (row.golden || isWhole(row)) yield conversation(row, catalog);
    else leaveOut();
  }
}
