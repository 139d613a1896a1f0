import type { TaskDraft } from '../dataset/task.ts';
import { canonicalJson } from '../identity.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { fromPointer, toPointer } from '../pointer.ts';
import type { Evaluate } from '../ports.ts';
import { convertValue } from './convert.ts';
import { normalize } from './normalizers.ts';
import { type SchemaPlace, schemaPlace } from './schema-at.ts';
import { spanText } from './span.ts';

/** What a call may be rebuilt from. The calls of the task are not among it: they hold the arguments. */
export interface RebuildInput {
  readonly task: Pick<TaskDraft, 'prompt' | 'flows' | 'bindings'>;
  /** Id of the call to rebuild. */
  readonly call: string;
  readonly inputSchema: JsonObject;
  /** `{c1: observation, …}` of the calls made before this one. */
  readonly observations: JsonObject;
  readonly evaluate: Evaluate;
}

export type Rebuilt =
  | { readonly ok: true; readonly arguments: JsonObject }
  | { readonly ok: false; readonly reason: string };

interface Account {
  readonly pointer: string;
  readonly value: Json;
}

class Unfilled extends Error {}

function fromBindings({ task, call }: RebuildInput): Account[] {
  return task.bindings.flatMap((binding, index) => {
    if (!('call' in binding) || binding.call !== call) return [];
    const text = spanText(task.prompt, binding.span);
    const value = text === undefined ? undefined : normalize(binding.normalizer, text);
    if (value === undefined)
      throw new Unfilled(
        `/bindings/${index} gives no value for ${binding.pointer}: ${binding.normalizer} of ${JSON.stringify(text ?? null)}`,
      );
    return [{ pointer: binding.pointer, value }];
  });
}

async function fromFlows(input: RebuildInput): Promise<Account[]> {
  const accounts: Account[] = [];
  for (const [index, flow] of input.task.flows.entries()) {
    if (flow.to !== input.call) continue;
    const place = `/flows/${index} (${flow.expression})`;
    const found = await input.evaluate.evaluate(flow.expression, input.observations);
    if (!found.ok) throw new Unfilled(`${place} gives nothing: ${found.reason}, ${found.detail}`);
    const value = convertValue(found.value, flow.convert);
    if (value === undefined)
      throw new Unfilled(
        `${place} gives ${JSON.stringify(found.value)}, which is no ${flow.convert}`,
      );
    accounts.push({ pointer: flow.to_pointer, value });
  }
  return accounts;
}

/** A tree of the accounted places: a leaf holds a value, a branch its children by key. */
type Node = { value: Json } | { children: Map<string, Node> };

function plant(root: Map<string, Node>, { pointer, value }: Account): void {
  const segments = fromPointer(pointer);
  const last = segments.pop();
  if (last === undefined) throw new Unfilled('an account must name a place inside the arguments');
  let children = root;
  for (const segment of segments) {
    const node = children.get(segment) ?? { children: new Map() };
    if ('value' in node)
      throw new Unfilled(`${pointer} lies inside a value set by another account`);
    children.set(segment, node);
    children = node.children;
  }
  const there = children.get(last);
  if (there && !('value' in there && canonicalJson(there.value) === canonicalJson(value)))
    throw new Unfilled(`two accounts of ${pointer} disagree`);
  children.set(last, { value });
}

function grow(children: Map<string, Node>, place: SchemaPlace, at: readonly string[]): Json {
  const grown = [...children].map(([key, node]): [string, Json] => [
    key,
    'value' in node ? node.value : grow(node.children, place.child(key), [...at, key]),
  ]);
  const numbered = grown.every(([key]) => /^(0|[1-9]\d*)$/.test(key));
  if ((place.container ?? (numbered ? 'array' : 'object')) === 'object')
    return Object.fromEntries(grown);
  const list = grown.toSorted(([a], [b]) => Number(a) - Number(b));
  const gap = list.findIndex(([key], index) => key !== String(index));
  if (gap >= 0) throw new Unfilled(`nothing fills ${toPointer([...at, gap])}`);
  return list.map(([, value]) => value);
}

/** Adds what the schema leaves no choice about: required parameters with one possible value. */
function addConstants(value: Json, place: SchemaPlace): Json {
  if (Array.isArray(value))
    return value.map((item, index) => addConstants(item, place.child(String(index))));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, child]): [string, Json] => [
    key,
    addConstants(child, place.child(key)),
  ]);
  const missing = place.required.flatMap((key): [string, Json][] => {
    const { constant } = place.child(key);
    return constant === undefined || Object.hasOwn(value, key) ? [] : [[key, constant]];
  });
  return Object.fromEntries([...entries, ...missing]);
}

/**
 * Fills a call's arguments from bindings, flows and required constants of the input schema alone:
 * the replay of rule 2.11. Whether a place is an array or an object is decided by the schema; a
 * schema that does not say makes numbered keys an array.
 */
export async function rebuildArguments(input: RebuildInput): Promise<Rebuilt> {
  try {
    const root = new Map<string, Node>();
    for (const account of [...fromBindings(input), ...(await fromFlows(input))])
      plant(root, account);
    const place = schemaPlace(input.inputSchema);
    // The arguments of a call are an object whatever their keys look like.
    const grown = grow(root, { ...place, container: 'object' }, []);
    return { ok: true, arguments: addConstants(grown, place) as JsonObject };
  } catch (error) {
    if (!(error instanceof Unfilled)) throw error;
    return { ok: false, reason: `call ${input.call}: ${error.message}` };
  }
}
