import type { Json } from '@firefly/domain/json';
import { leavesOf, toPointer } from '@firefly/domain/pointer';
import type { ReadLeaf } from '@firefly/domain/ports';

/** A value of the inputs as an evaluation meets it: where it stands, and whether a leaf in it was read. */
export interface Place {
  readonly raw: object;
  readonly parent: Place | null;
  readonly key: string;
  /** Where its evaluation notes what it reads. */
  readonly reads: Reads;
  touched: boolean;
}

/** The keys from the root of the inputs down to a place; the first is the call. */
function keysOf(place: Place | null): string[] {
  const keys: string[] = [];
  for (let at = place; at?.parent; at = at.parent) keys.unshift(at.key);
  return keys;
}

/** `c1/cities/3`: a place for people. The root is `the inputs`. */
export function placeName(place: Place): string {
  const [call, ...rest] = keysOf(place);
  return call === undefined ? 'the inputs' : `${call}${toPointer(rest)}`;
}

/** The scalar leaves that one evaluation read, in the order of reading, each once. */
export class Reads {
  private readonly found = new Map<string, ReadLeaf>();

  get all(): readonly ReadLeaf[] {
    return [...this.found.values()];
  }

  /** A leaf was read: the property `key` of a place. */
  leaf(place: Place, key: string): void {
    const [call = key, ...rest] = [...keysOf(place), key];
    this.add(call, toPointer(rest));
    for (let at: Place | null = place; at !== null && !at.touched; at = at.parent)
      at.touched = true;
  }

  /** A place was taken as a whole: all its leaves were read. */
  whole(place: Place): void {
    this.some(place, Number.POSITIVE_INFINITY);
  }

  /** An element was counted: its first leaf stands for it, unless a leaf in it was read. */
  element(place: Place): void {
    if (!place.touched) this.some(place, 1);
  }

  private some(place: Place, most: number): void {
    const [call, ...rest] = keysOf(place);
    const base = toPointer(rest);
    for (const { pointer } of leavesOf(place.raw as Json).take(most)) {
      if (call === undefined) continue;
      this.add(call, base + pointer);
    }
    place.touched = true;
  }

  private add(call: string, pointer: string): void {
    this.found.set(`${call}${pointer}`, { call, pointer });
  }
}
