import { type Tool, toolId } from '../catalog/tool.ts';
import type { TaskCall, TaskDraft, TaskField, TaskFlow } from '../dataset/task.ts';
import { canonicalJson } from '../identity.ts';
import type { Json, JsonObject } from '../json.ts';
import { leavesOf, shapePointer, valueAt } from '../pointer.ts';
import type { JudgingContext } from './context.ts';

/** The call of a draft by its id. Throws when the draft names a call that it does not hold. */
export function callOf(draft: TaskDraft, id: string): TaskCall {
  const call = draft.calls.find((candidate) => candidate.id === id);
  if (call === undefined) throw new Error(`the draft names ${id} but holds no such call`);
  return call;
}

/** The catalog's tool of a call. Throws when it is unknown or was changed since. */
export function toolOf(call: TaskCall, context: JudgingContext): Tool {
  const id = toolId({ server: call.server, name: call.tool });
  const tool = context.tools.get(id);
  if (tool === undefined) throw new Error(`${id}, called as ${call.id}, is not in the catalog`);
  if (tool.fingerprint !== call.fingerprint) {
    throw new Error(`${id} has changed since ${call.id} was recorded`);
  }
  return tool;
}

/** `{c1: observation, …}` of all calls, or of those before `until`. */
export function inputsOf(draft: TaskDraft, until?: string): JsonObject {
  const end = until === undefined ? -1 : draft.calls.findIndex((call) => call.id === until);
  const calls = end < 0 ? draft.calls : draft.calls.slice(0, end);
  return Object.fromEntries(calls.map((call) => [call.id, call.observation]));
}

/** An expression of a draft with the inputs it may see. */
export interface Labelled {
  /** How evidence names it. */
  readonly place: string;
  /** Pointer of the expression in the draft, as a literal's binding names it. */
  readonly pointer: string;
  readonly expression: string;
  readonly inputs: JsonObject;
  /** An array is the value that is wanted. */
  readonly list: boolean;
  readonly part:
    | { readonly field: TaskField; readonly flow?: never }
    | { readonly flow: TaskFlow; readonly field?: never };
}

export const fieldPlace = (field: TaskField): string => `field ${JSON.stringify(field.name)}`;
export const flowPlace = (flow: TaskFlow): string =>
  `flow ${flow.from} -> ${flow.to} ${flow.to_pointer}`;

/** All expressions of a draft, flows first. */
export function expressionsOf(draft: TaskDraft): Labelled[] {
  const flows = draft.flows.map(
    (flow, index): Labelled => ({
      place: flowPlace(flow),
      pointer: `/flows/${index}/expression`,
      expression: flow.expression,
      inputs: inputsOf(draft, flow.to),
      list: Array.isArray(valueAt(callOf(draft, flow.to).arguments, flow.to_pointer)),
      part: { flow },
    }),
  );
  const fields = draft.fields.map(
    (field, index): Labelled => ({
      place: fieldPlace(field),
      pointer: `/fields/${index}/expression`,
      expression: field.expression,
      inputs: inputsOf(draft),
      list: field.kind === 'list',
      part: { field },
    }),
  );
  return [...flows, ...fields];
}

/** Evaluates an expression of a draft. Throws with its place when it gives nothing. */
export async function resultOf(
  labelled: Pick<Labelled, 'place' | 'expression' | 'inputs'>,
  context: JudgingContext,
) {
  const evaluation = await context.evaluate.evaluate(labelled.expression, labelled.inputs);
  if (!evaluation.ok) {
    throw new Error(`${labelled.place}: ${evaluation.reason}: ${evaluation.detail}`);
  }
  return evaluation;
}

/** Equal as JSON: the order of keys does not matter, the order of elements does. */
export const sameJson = (a: Json | undefined, b: Json | undefined): boolean =>
  a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b);

/** A leaf of an observation together with its place in the shape. */
export interface Place {
  readonly call: TaskCall;
  readonly pointer: string;
  readonly shape: string;
  readonly value: Json;
}

/** The place in an observation; throws where nothing stands. */
export function placeOf(draft: TaskDraft, source: { call: string; pointer: string }): Place {
  const call = callOf(draft, source.call);
  const value = valueAt(call.observation, source.pointer);
  if (value === undefined) {
    throw new Error(`nothing stands at ${source.call} ${source.pointer || '(the whole)'}`);
  }
  const shape = shapePointer(call.observation, source.pointer);
  return { call, pointer: source.pointer, shape, value };
}

/**
 * The leaves from which a flow takes its value: the one it names or, when it names an array or an
 * object (a list, an aggregate), those below it that its expression reads.
 */
export async function flowLeaves(
  draft: TaskDraft,
  flow: TaskFlow,
  context: JudgingContext,
): Promise<Place[]> {
  const named = placeOf(draft, { call: flow.from, pointer: flow.from_pointer });
  if (named.value === null || typeof named.value !== 'object') return [named];
  const labelled = { ...flow, place: flowPlace(flow), inputs: inputsOf(draft, flow.to) };
  const { reads } = await resultOf(labelled, context);
  const read = new Set(reads.filter((leaf) => leaf.call === flow.from).map((leaf) => leaf.pointer));
  return [...leavesOf(named.value, flow.from_pointer)]
    .filter((leaf) => read.has(leaf.pointer))
    .map((leaf) => placeOf(draft, { call: flow.from, pointer: leaf.pointer }));
}

/** Every leaf that a field or a flow reads its value from. */
export async function usedLeaves(draft: TaskDraft, context: JudgingContext): Promise<Place[]> {
  const used = draft.fields.flatMap((field) =>
    field.sources.map((source) => placeOf(draft, source)),
  );
  for (const flow of draft.flows) used.push(...(await flowLeaves(draft, flow, context)));
  return used;
}
