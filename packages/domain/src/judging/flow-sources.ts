import type { TaskDraft, TaskFlow } from '../dataset/task.ts';
import type { JudgingContext } from './context.ts';
import { flowLeaves, flowPlace, inputsOf, type Place, placeOf, resultOf } from './draft.ts';

/** The leaves whose replacement changes what a flow gives: its value and what its selectors compare. */
export async function flowDependencies(
  draft: TaskDraft,
  flow: TaskFlow,
  context: JudgingContext,
): Promise<Place[]> {
  const { expression } = flow;
  const inputs = inputsOf(draft, flow.to);
  const { reads } = await resultOf({ place: flowPlace(flow), expression, inputs }, context);
  const leaves = await context.evaluate.dependsOn(expression, inputs, reads);
  return leaves.map((leaf) => placeOf(draft, leaf));
}

/** Everything that a flow stands on: the leaves that it names, and those it depends on. Each once. */
export async function flowSources(
  draft: TaskDraft,
  flow: TaskFlow,
  context: JudgingContext,
): Promise<Place[]> {
  const named = await flowLeaves(draft, flow, context);
  const all = [...named, ...(await flowDependencies(draft, flow, context))];
  return [...new Map(all.map((at) => [`${at.call.id}${at.pointer}`, at])).values()];
}
