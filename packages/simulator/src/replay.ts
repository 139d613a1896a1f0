import type { Tool } from '@firefly/domain/catalog/tool';
import type { Task, TaskCall } from '@firefly/domain/dataset/task';
import { canonicalJson } from '@firefly/domain/identity';
import type { JsonObject } from '@firefly/domain/json';
import { observe } from '@firefly/domain/observing/observe';
import type { Evaluate } from '@firefly/domain/ports';
import type { Tier } from '@firefly/domain/simulation/replay';
import { rebuildArguments } from '@firefly/domain/synthesis/rebuild-arguments';
import { openSession, type SimulatorSession } from './client.ts';

/** A task as its replay may see it: calls without their arguments and results. */
export interface ReplayedTask
  extends Pick<Task, 'id' | 'prompt' | 'answer' | 'fields' | 'flows' | 'bindings'> {
  readonly calls: readonly Pick<TaskCall, 'id' | 'server' | 'tool' | 'observation'>[];
}

/** Whether a task replays, what was seen (for a failure the first difference), and each call's tier. */
export interface ReplayResult {
  readonly passed: boolean;
  readonly evidence: string;
  readonly tiers: readonly Tier[];
}

/** By `server/tool`: what rebuilding needs of a tool. */
export type ToolSchemas = ReadonlyMap<string, Pick<Tool, 'inputSchema'>>;

const same = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);

async function walk(
  session: SimulatorSession,
  task: ReplayedTask,
  tools: ToolSchemas,
  evaluate: Evaluate,
  tiers: Tier[],
): Promise<string | null> {
  // What the simulator answered, never what the task says: later calls are built on it.
  const observations: JsonObject = {};
  for (const call of task.calls) {
    const name = `${call.server}/${call.tool}`;
    const tool = tools.get(name);
    if (tool === undefined) return `${call.id}: the tool ${name} is not known`;
    const { inputSchema } = tool;
    const input = { task, call: call.id, inputSchema, observations: { ...observations }, evaluate };
    const rebuilt = await rebuildArguments(input);
    if (!rebuilt.ok) return rebuilt.reason;
    const answered = await session.call(call.server, call.tool, rebuilt.arguments);
    const tier = answered.tier ?? 'miss';
    tiers.push(tier);
    const asked = `${call.id} ${name} ${canonicalJson(rebuilt.arguments)}`;
    if (tier !== 'exact') return `${asked} was answered as ${tier}, not exact`;
    if (answered.result === undefined)
      return `${asked} was answered with an error: ${JSON.stringify(answered.error)}`;
    const observation = observe(answered.result);
    if (!same(observation, call.observation)) return `${asked} gave another observation`;
    observations[call.id] = observation;
  }
  for (const field of task.fields) {
    const found = await evaluate.evaluate(field.expression, observations);
    if (!found.ok) return `field ${field.name} gives nothing: ${found.reason}, ${found.detail}`;
    const label = task.answer[field.name];
    if (label === undefined || !same(found.value, label))
      return `field ${field.name} gives ${JSON.stringify(found.value)}, the answer says ${JSON.stringify(label)}`;
  }
  return null;
}

/**
 * Replays a task against a simulator over its public interface, every argument rebuilt from bindings,
 * flows and the schema (rule 2.11). Rejects only where the simulator cannot be reached or refuses.
 */
export async function replayTask(
  baseUrl: string,
  task: ReplayedTask,
  tools: ToolSchemas,
  evaluate: Evaluate,
): Promise<ReplayResult> {
  const tiers: Tier[] = [];
  const session = await openSession(baseUrl, task.id);
  try {
    const difference = await walk(session, task, tools, evaluate, tiers);
    const evidence = difference ?? `${tiers.length} calls replayed exactly, every field recomputed`;
    return { passed: difference === null, evidence, tiers };
  } finally {
    await session.close();
  }
}
