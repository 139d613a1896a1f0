import type { TaskCall } from '@firefly/domain/dataset/task';
import { canonicalJson } from '@firefly/domain/identity';
import { isObject, type Json } from '@firefly/domain/json';
import { fromPointer, toPointer } from '@firefly/domain/pointer';
import { type SchemaPlace, schemaPlace } from '@firefly/domain/synthesis/schema-at';
import type { TaskContext } from './context.ts';
import { show } from './findings.ts';

interface Place {
  readonly pointer: string;
  readonly value: Json;
}

/** Scalars, and arrays and objects that hold nothing: a value too, which somebody chose. */
function* placesOf(value: Json, pointer = ''): Generator<Place> {
  const children =
    value === null || typeof value !== 'object'
      ? []
      : Array.isArray(value)
        ? [...value.entries()]
        : Object.entries(value);
  if (children.length === 0 && pointer !== '') yield { pointer, value };
  for (const [key, child] of children) yield* placesOf(child, pointer + toPointer([key]));
}

/** How far the schema alone explains a place: a constant it demands, or a key that it does not name. */
function explain(
  root: SchemaPlace,
  call: TaskCall,
  { pointer, value }: Place,
): { readonly constant: boolean; readonly openKey: string | undefined } {
  let place = root;
  let parent: Json | undefined = call.arguments;
  let required = false;
  let openKey: string | undefined;
  for (const key of fromPointer(pointer)) {
    if (isObject(parent) && !place.declares(key)) openKey ??= key;
    required = isObject(parent) && place.required.includes(key);
    place = place.child(key);
    parent = (parent as Record<string, Json>)[key];
  }
  const { constant } = place;
  return {
    constant:
      required && constant !== undefined && canonicalJson(constant) === canonicalJson(value),
    openKey,
  };
}

/** Every leaf of every call's arguments comes from a flow, a binding, or a constant of the schema. */
export function verifyArguments({ task, tools, add, count }: TaskContext): void {
  for (const [index, call] of task.calls.entries()) {
    const tool = tools.get(`${call.server}/${call.tool}`);
    const root = schemaPlace(tool?.inputSchema ?? {});
    const flows = task.flows.filter((flow) => flow.to === call.id && flow.to_pointer !== '');
    const bound = new Set(
      task.bindings.flatMap((b) => ('call' in b && b.call === call.id ? [b.pointer] : [])),
    );
    for (const place of placesOf(call.arguments)) {
      count('arguments');
      const { pointer, value } = place;
      const flown = flows.some(
        ({ to_pointer: to }) => pointer === to || pointer.startsWith(`${to}/`),
      );
      if (flown) continue;
      const { constant, openKey } = explain(root, call, place);
      const at = `/calls/${index}/arguments${pointer}`;
      if (tool !== undefined && openKey !== undefined)
        add(at, `nothing accounts for ${show(openKey)}, a key that the input schema does not name`);
      else if (!constant && !bound.has(pointer))
        add(at, `${show(value)} comes from no flow and no binding`);
    }
  }
}
