import { type Tool, toolId } from '../catalog/tool.ts';
import type { TaskCall, TaskFlow } from '../dataset/task.ts';
import type { Json } from '../json.ts';
import { stands } from '../judging/mentions.ts';
import { parameterAt, repeatsDefault } from '../judging/parameters.ts';
import { type Leaf, leavesOf } from '../pointer.ts';
import { convertValue } from './convert.ts';
import { isDistinct } from './distinct-value.ts';

/** An earlier leaf that holds the value of an argument. */
export interface TracedSource {
  readonly from: string;
  readonly fromPointer: string;
  readonly convert?: TaskFlow['convert'];
  /** The leaf is a longer text that states the value. */
  readonly inText?: true;
}

/**
 * An argument whose value stood in earlier observations. With one source it flows from there; with
 * several nobody can say from which, unless an expression does (rule 2.5).
 */
export interface Trace {
  readonly to: string;
  readonly toPointer: string;
  readonly value: string | number;
  /** In the order of the calls. Leaves that are the value itself, or, where none is, texts that state it. */
  readonly sources: readonly TracedSource[];
}

interface Found {
  readonly from: string;
  readonly leaf: Leaf;
}

/** Sources listed of one argument: more say no more than that nobody can tell. */
const MOST_SOURCES = 8;

/** What two leaves have in common if one is the other as text or as number. */
const keyOf = (value: string | number): string => String(convertValue(value, 'number') ?? value);

/** Nobody chooses freely what a schema lists or fills in: such a value may be equal by chance. */
function isChosen(tool: Tool | undefined, call: TaskCall, { pointer, value }: Leaf): boolean {
  const parameter = tool === undefined ? undefined : parameterAt(tool, call.arguments, pointer);
  return (
    parameter?.const !== undefined ||
    parameter?.enum?.some((allowed) => allowed === value) === true ||
    repeatsDefault(parameter, call.arguments, pointer)
  );
}

/** How a leaf becomes an argument; null where it does not. */
function conversion(leaf: Json, value: string | number): TaskFlow['convert'] | null {
  if (leaf === value) return undefined;
  const convert = typeof value === 'number' ? 'number' : 'string';
  return typeof leaf !== typeof value && convertValue(leaf, convert) === value ? convert : null;
}

/** The text as a source, if it is longer than the value and states it. */
const stating = ({ from, leaf }: Found, value: string | number): TracedSource[] =>
  String(leaf.value).includes(String(value)) && stands(leaf.value, value)
    ? [{ from, fromPointer: leaf.pointer, inText: true }]
    : [];

/**
 * Finds for each argument the earlier leaves with its value: flows are traced, never asked. Only what is
 * distinctive is traced: four characters or three significant digits, no boolean, default or one of an enum.
 */
export function traceFlows(calls: readonly TaskCall[], tools: ReadonlyMap<string, Tool>): Trace[] {
  const seen = new Map<string, Found[]>();
  const texts: Found[] = [];
  const traces: Trace[] = [];
  for (const call of calls) {
    const tool = tools.get(toolId({ server: call.server, name: call.tool }));
    for (const leaf of leavesOf(call.arguments)) {
      const { pointer, value } = leaf;
      if (!isDistinct(value) || isChosen(tool, call, leaf)) continue;
      const equal = (seen.get(keyOf(value)) ?? []).flatMap(({ from, leaf: held }) => {
        const convert = conversion(held.value, value);
        return convert === null
          ? []
          : [{ from, fromPointer: held.pointer, ...(convert && { convert }) }];
      });
      const sources = equal.length > 0 ? equal : texts.flatMap((found) => stating(found, value));
      if (sources.length === 0) continue;
      traces.push({
        to: call.id,
        toPointer: pointer,
        value,
        sources: sources.slice(0, MOST_SOURCES),
      });
    }
    for (const leaf of leavesOf(call.observation)) {
      const found = { from: call.id, leaf };
      if (typeof leaf.value === 'string') texts.push(found);
      if (!isDistinct(leaf.value)) continue;
      const alike = seen.get(keyOf(leaf.value));
      if (alike === undefined) seen.set(keyOf(leaf.value), [found]);
      else alike.push(found);
    }
  }
  return traces;
}
