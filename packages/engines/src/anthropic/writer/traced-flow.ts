import type { Tool } from '@firefly/domain/catalog/tool';
import type { TaskCall } from '@firefly/domain/dataset/task';
import { show } from '@firefly/domain/judging/check';
import type { Evaluate } from '@firefly/domain/ports';
import type { Trace } from '@firefly/domain/synthesis/trace';
import { type FoundFlow, flowOf } from './flow-of.ts';
import type { ModelTask } from './model-task.ts';
import { pathTo } from './path-to.ts';
import { saidValue } from './said-value.ts';

/** What a task's values are accounted for with. */
export interface AccountInput {
  readonly task: ModelTask;
  /** All calls of the exploration. */
  readonly calls: readonly TaskCall[];
  readonly traces: readonly Trace[];
  readonly tools: ReadonlyMap<string, Tool>;
  readonly evaluate: Evaluate;
}

/** Along the path to the one leaf that holds the value, which is no choice (rule 2.3). */
async function pathFlow(
  { task, calls, evaluate }: AccountInput,
  call: TaskCall,
  { sources, toPointer, value }: Trace,
): Promise<FoundFlow> {
  const place = `${call.id} ${toPointer} = ${show(value)}`;
  const [source, ...others] = sources;
  const holder = calls.find((each) => each.id === source?.from);
  if (source === undefined || holder === undefined || others.length > 0 || source.inText)
    return { problem: `${place} is not in the prompt: give the flow whose expression finds it` };
  const says = (said: string | number): boolean => saidValue(task, said) !== undefined;
  const path = pathTo(holder.id, holder.observation, source.fromPointer, says);
  if (path === undefined)
    return {
      problem: `${place} flows from a list of several: give the flow whose expression picks it as the prompt says`,
    };
  return flowOf(calls, call, toPointer, path, evaluate);
}

/** As a field of the task finds the same value, at a leaf that tracing knows: what is asked for also flows. */
async function askedFlow(
  { task, calls, evaluate }: AccountInput,
  call: TaskCall,
  { sources, toPointer }: Trace,
): Promise<FoundFlow | undefined> {
  for (const { kind, expression } of task.fields) {
    if (kind === 'list') continue;
    const found = await flowOf(calls, call, toPointer, expression, evaluate);
    if (!('flow' in found)) continue;
    const { from, fromPointer } = found.flow;
    if (sources.some((each) => each.from === from && each.fromPointer === fromPointer))
      return found;
  }
  return undefined;
}

/** The flow of a traced argument where the task gives none that holds. */
export async function tracedFlow(
  input: AccountInput,
  call: TaskCall,
  trace: Trace,
): Promise<FoundFlow> {
  const along = await pathFlow(input, call, trace);
  return 'flow' in along ? along : ((await askedFlow(input, call, trace)) ?? along);
}
