import type { TaskCall } from '@firefly/domain/dataset/task';
import type { Json, JsonObject } from '@firefly/domain/json';
import { show } from '@firefly/domain/judging/check';
import { sameJson } from '@firefly/domain/judging/draft';
import { sameScalar, stands } from '@firefly/domain/judging/mentions';
import { fromPointer, toPointer, valueAt } from '@firefly/domain/pointer';
import type { Evaluate, ReadLeaf } from '@firefly/domain/ports';
import { convertValue } from '@firefly/domain/synthesis/convert';
import type { ProposedFlow } from '@firefly/domain/synthesis/proposal';

const CONVERSIONS = [undefined, 'number', 'string'] as const;

export type FoundFlow = { readonly flow: ProposedFlow } | { readonly problem: string };

/** The deepest place that holds all these places of one observation. */
function around(pointers: readonly string[]): string {
  const [first = [], ...others] = pointers.map(fromPointer);
  const differs = first.findIndex((segment, at) => others.some((other) => other[at] !== segment));
  return toPointer(differs < 0 ? first : first.slice(0, differs));
}

/**
 * Where a value that an expression gave stands: a leaf that is it, a text that states it, or for what is
 * made of many the place around them. Of several the last read, as selectors are read before.
 */
function sourceOf(
  value: Json,
  reads: readonly ReadLeaf[],
  inputs: JsonObject,
): ReadLeaf | undefined {
  const leafAt = ({ call, pointer }: ReadLeaf): Json => valueAt(inputs[call], pointer) ?? null;
  const held = [sameScalar, stands]
    .map((fits) => reads.findLast((read) => fits(leafAt(read), value)))
    .find((read) => read !== undefined);
  if (held !== undefined) return held;
  const call = reads.at(-1)?.call;
  if (call === undefined) return undefined;
  const pointers = reads.filter((read) => read.call === call).map(({ pointer }) => pointer);
  return { call, pointer: around(pointers) };
}

/** Evaluates a flow's expression on the calls before, and says where the value came from. */
export async function flowOf(
  calls: readonly TaskCall[],
  to: TaskCall,
  toPointer: string,
  expression: string,
  evaluate: Evaluate,
): Promise<FoundFlow> {
  const place = `the flow to ${to.id} ${toPointer}`;
  const wanted = valueAt(to.arguments, toPointer);
  if (wanted === undefined) return { problem: `${place}: there is no such argument` };
  const before = calls.slice(0, calls.indexOf(to));
  const inputs: JsonObject = Object.fromEntries(before.map((call) => [call.id, call.observation]));
  const found = await evaluate.evaluate(expression, inputs);
  if (!found.ok) return { problem: `${place}: ${found.reason}: ${found.detail}` };
  const convert = CONVERSIONS.find((each) => sameJson(convertValue(found.value, each), wanted));
  if (convert === undefined && !sameJson(found.value, wanted))
    return { problem: `${place} gives ${show(found.value)}, the argument is ${show(wanted)}` };
  const source = sourceOf(found.value, found.reads, inputs);
  if (source === undefined) return { problem: `${place} reads nothing that was returned` };
  const { call: from, pointer: fromPointer } = source;
  return {
    flow: { from, expression, fromPointer, to: to.id, toPointer, ...(convert && { convert }) },
  };
}
