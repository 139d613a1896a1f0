import type { Json, JsonObject } from '@firefly/domain/json';
import { fromPointer } from '@firefly/domain/pointer';
import type { ReadLeaf } from '@firefly/domain/ports';

/** The names down to each array that `$count` counts; null: it counts something that is no plain path. */
export type Dropping = readonly (readonly string[] | null)[];

/**
 * Ways to drop the element that holds a leaf, out of each array around it that is counted, innermost
 * first. Each takes the element out and gives back how to put it in again. Only counts ask for this:
 * elsewhere a dropped element shows nothing about the leaf.
 */
export function* droppings(
  inputs: JsonObject,
  leaf: ReadLeaf,
  counted: Dropping,
): Generator<() => () => void> {
  if (counted.length === 0) return;
  const around: { list: Json[]; at: number; names: string[] }[] = [];
  const names: string[] = [];
  let value: Json | undefined = inputs;
  for (const key of [leaf.call, ...fromPointer(leaf.pointer)]) {
    if (Array.isArray(value)) {
      around.unshift({ list: value, at: Number(key), names: [...names] });
      value = value[Number(key)];
    } else {
      names.push(key);
      value = (value as JsonObject | undefined)?.[key];
    }
  }
  for (const { list, at, names: here } of around) {
    const isCounted = counted.some(
      (path) => path === null || here.every((name, n) => path[n] === name),
    );
    if (!isCounted) continue;
    yield () => {
      const [element] = list.splice(at, 1);
      return () => {
        if (element !== undefined) list.splice(at, 0, element);
      };
    };
  }
}
