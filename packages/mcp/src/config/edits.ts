import type { McpConfig } from '@firefly/contracts/mcp-config';
import type { Adjustment } from '@firefly/domain/catalog/adjustment';
import { isObject, type Json, type JsonObject } from '@firefly/domain/json';
import { toPointer, valueAt } from '@firefly/domain/pointer';
import { type Operation, patched } from './json-patch.ts';

/** A change of a servers file as a person makes it in an editor. */
export interface Edit {
  /**
   * `add`: the line goes right behind the opening bracket of its place, its comma included. `remove`:
   * it is taken out of there. `replace`: it is written for what stands there.
   */
  readonly kind: 'add' | 'remove' | 'replace';
  /** JSON Pointer, in the file, to the object or list that is changed. */
  readonly place: string;
  readonly line: string;
  /** What a `replace` replaces. */
  readonly was?: string;
  /** The same as a JSON Patch of the file. */
  readonly patch: readonly Operation[];
}

/** JSON on one line, with the spaces that people write. */
function json(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(json).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, inner]) => member(key, inner));
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
const member = (key: string, value: Json): string => `${JSON.stringify(key)}: ${json(value)}`;

/** An object or list of the file that may be edited. */
class Place {
  readonly #path: string;
  readonly #holder: Json | undefined;

  constructor(file: Json, path: string) {
    this.#path = path;
    this.#holder = valueAt(file, path);
  }

  /** Members of an object, or elements of a list, put first. */
  add(values: JsonObject | readonly Json[]): Edit {
    const list = Array.isArray(values);
    const holds = Object.keys(this.#holder ?? {}).length > 0;
    const parts = list ? values.map(json) : Object.entries(values).map(([k, v]) => member(k, v));
    const patch = Object.entries(values).map(
      ([key, value]): Operation => ({ op: 'add', path: this.#path + toPointer([key]), value }),
    );
    const line = parts.join(', ') + (holds ? ',' : '');
    return { kind: 'add', place: this.#path, line, patch };
  }

  remove(key: string | number): Edit {
    const line = this.#written(key);
    const patch = [{ op: 'remove', path: this.#path + toPointer([key]) } as const];
    return { kind: 'remove', place: this.#path, line, patch };
  }

  replace(key: string | number, value: Json): Edit {
    const path = this.#path + toPointer([key]);
    const line = typeof key === 'number' ? json(value) : member(key, value);
    const patch = [{ op: 'replace', path, value } as const];
    return { kind: 'replace', place: this.#path, line, was: this.#written(key), patch };
  }

  /** Another key for the same value. */
  rename(key: string, to: string, value: Json): Edit {
    const patch: Operation[] = [
      { op: 'remove', path: this.#path + toPointer([key]) },
      { op: 'add', path: this.#path + toPointer([to]), value },
    ];
    const [line, was] = [JSON.stringify(to), JSON.stringify(key)];
    return { kind: 'replace', place: this.#path, line, was, patch };
  }

  #written(key: string | number): string {
    const value = valueAt(this.#holder, toPointer([key])) ?? null;
    return typeof key === 'number' ? json(value) : member(key, value);
  }
}

type Taking = Extract<Adjustment, { remove: string } | { rename: string }>;

/** Edits of names and keys that stand in the file. A list is walked from its end: places stay true. */
function taking(file: Json, path: string, adjustment: Taking): Edit[] {
  const place = new Place(file, path);
  const [from, to] =
    'rename' in adjustment ? [adjustment.rename, adjustment.to] : [adjustment.remove, undefined];
  const held = valueAt(file, path);
  if (isObject(held)) {
    const value = Object.hasOwn(held, from) ? held[from] : undefined;
    if (value === undefined) return [];
    // Under a name that has values already, these were never used.
    const free = to !== undefined && !Object.hasOwn(held, to);
    return [free ? place.rename(from, to, value) : place.remove(from)];
  }
  const indices = Array.isArray(held) ? held.keys().filter((at) => held[at] === from) : [];
  return [...indices]
    .reverse()
    .map((at) => (to === undefined ? place.remove(at) : place.replace(at, to)));
}

/** Values that the file has none for are added; others are replaced. */
function giving(file: Json, path: string, values: JsonObject | readonly Json[]): Edit[] {
  const place = new Place(file, path);
  if (Array.isArray(values)) return [place.add(values)];
  const held = valueAt(file, path);
  const known = (key: string): boolean => isObject(held) && Object.hasOwn(held, key);
  const entries = Object.entries(values);
  const added = entries.filter(([key]) => !known(key));
  return [
    ...(added.length === 0 ? [] : [place.add(Object.fromEntries(added))]),
    ...entries.filter(([key]) => known(key)).map(([key, value]) => place.replace(key, value)),
  ];
}

function editsOfOne(file: Json, entry: string, adjustment: Adjustment): Edit[] {
  const options = `${entry}/firefly`;
  const { key } = adjustment;
  const path = `${options}/${key}`;
  if ('remove' in adjustment || 'rename' in adjustment) return taking(file, path, adjustment);
  const value = ('add' in adjustment ? [...adjustment.add] : adjustment.set) as Json;
  if (valueAt(file, options) === undefined)
    return [new Place(file, entry).add({ firefly: { [key]: value } })];
  if (typeof value === 'string' || valueAt(file, path) === undefined)
    return giving(file, options, { [key]: value });
  return giving(file, path, value as JsonObject | Json[]);
}

/** The edits of a servers file that make these adjustments of one of its servers, in their order. */
export function editsOf(
  content: McpConfig,
  server: string,
  adjustments: readonly Adjustment[],
): Edit[] {
  const entry = toPointer(['mcpServers', server]);
  const edits: Edit[] = [];
  let file = content as unknown as Json;
  for (const adjustment of adjustments) {
    const next = editsOfOne(file, entry, adjustment);
    file = patched(
      file,
      next.flatMap((edit) => edit.patch),
    );
    edits.push(...next);
  }
  return edits;
}
