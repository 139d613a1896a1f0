import { canonicalJson } from '@firefly/domain/identity';
import { isObject, type Json, type JsonObject } from '@firefly/domain/json';
import { fromPointer } from '@firefly/domain/pointer';
import jsonata from 'jsonata';
import type { Heard } from './request.ts';
import type { Story, StoryCall } from './stories/story.ts';

/** How far a story has come by what was heard. */
export interface Played {
  /** What its calls gave, as `c1`, `c2`, …. */
  readonly values: JsonObject;
  /** Where each of its calls stands among what was heard. */
  readonly places: readonly number[];
  /** Calls that can be made now. */
  readonly next: readonly { readonly tool: string; readonly arguments: JsonObject }[];
}

/** What an expression of a story gives; undefined where it finds nothing yet. */
export async function found(expression: string, values: JsonObject): Promise<Json | undefined> {
  try {
    const value: unknown = await jsonata(expression).evaluate(values);
    return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as Json);
  } catch {
    return undefined;
  }
}

/** Puts a value at a place; a number in it is an index. */
function put(root: Json, [key, ...rest]: readonly string[], value: Json): Json {
  if (key === undefined) return value;
  if (/^\d+$/.test(key)) {
    const list = Array.isArray(root) ? [...root] : [];
    list[Number(key)] = put(list[Number(key)] ?? {}, rest, value);
    return list;
  }
  const object = isObject(root) ? root : {};
  return { ...object, [key]: put(object[key] ?? {}, rest, value) };
}

async function argumentsOf(
  { given = {}, flows = {} }: StoryCall,
  values: JsonObject,
): Promise<JsonObject | undefined> {
  let args: Json = given;
  for (const [place, expression] of Object.entries(flows)) {
    const value = await found(expression, values);
    if (value === undefined) return undefined;
    args = put(args, fromPointer(place), value);
  }
  return args as JsonObject;
}

/** Plays a story as far as it goes; undefined where a call of it has failed. */
export async function play(
  { calls }: Story,
  heard: readonly Pick<Heard, 'tool' | 'arguments' | 'value' | 'failed'>[],
): Promise<Played | undefined> {
  const values: Record<string, Json> = {};
  const places: number[] = [];
  const next: { tool: string; arguments: JsonObject }[] = [];
  for (const [at, call] of calls.entries()) {
    const args = await argumentsOf(call, values);
    if (args === undefined) continue;
    const same = canonicalJson(args);
    const place = heard.findIndex(
      (one) => one.tool === call.tool && canonicalJson(one.arguments) === same,
    );
    const made = heard[place];
    if (made?.failed === true) return undefined;
    if (made === undefined) next.push({ tool: call.tool, arguments: args });
    else {
      values[`c${at + 1}`] = made.value;
      places.push(place);
    }
  }
  return { values, places, next };
}

/** All of its calls were made. */
export const isWhole = ({ calls }: Story, { places }: Played): boolean =>
  places.length === calls.length;
