import type { Json, JsonObject } from '@firefly/domain/json';
import type { SentInput } from './messages.ts';

/** A text shorter than this is sent again each time. */
const WORTH_KEEPING = 1_000;
/** Long texts remembered by value; objects are remembered by identity and cost nothing. */
const TEXTS = 64;

/** Gives the same observation the same number, without keeping an object alive. */
export function makeIdentities(): (value: Json) => number | null {
  const objects = new WeakMap<object, number>();
  const texts = new Map<string, number>();
  let next = 0;
  return (value) => {
    if (typeof value === 'object' && value !== null) {
      const id = objects.get(value) ?? next++;
      objects.set(value, id);
      return id;
    }
    if (typeof value !== 'string' || value.length < WORTH_KEEPING) return null;
    const id = texts.get(value) ?? next++;
    texts.delete(value);
    texts.set(value, id);
    const [oldest] = texts.keys();
    if (texts.size > TEXTS && oldest !== undefined) texts.delete(oldest);
    return id;
  };
}

/** An observation that cannot be given to a thread. */
export class UnwritableInput extends Error {}

function written(call: string, value: Json): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    throw new UnwritableInput(`the observation of ${call} cannot be written as JSON: ${error}`);
  }
}

/** What one thread holds, known on this side so that only the missing observations are sent. */
export interface HeldInputs {
  /** What to send for these inputs, and what the thread shall forget to stay within its room. */
  plan(inputs: JsonObject): { readonly inputs: readonly SentInput[]; readonly forget: string[] };
  clear(): void;
}

/** `room` is in characters of JSON text. The inputs of one request may be larger: they alone are held then. */
export function makeHeldInputs(identify: (value: Json) => number | null, room: number): HeldInputs {
  const held = new Map<string, number>();
  return {
    plan(inputs) {
      const sized = Object.entries(inputs).map(([call, value]) => {
        // By call too: one object given as c1 and c2 must be two in the thread, or changing one leaf
        // would change both.
        const id = identify(value);
        const key = `${call}:${id ?? 'scalar'}`;
        const size = id === null ? undefined : held.get(key);
        const text = size === undefined ? written(call, value) : undefined;
        const sent: SentInput = text === undefined ? { call, key } : { call, key, text };
        return { sent, size: size ?? text?.length ?? 0 };
      });
      // Only now: a value that cannot be written must leave no trace.
      for (const { sent, size } of sized) {
        held.delete(sent.key);
        held.set(sent.key, size);
      }
      const forget: string[] = [];
      let total = held.values().reduce((sum, size) => sum + size, 0);
      for (const [key, size] of held.entries().take(held.size - sized.length)) {
        if (total <= room) break;
        held.delete(key);
        forget.push(key);
        total -= size;
      }
      return { inputs: sized.map(({ sent }) => sent), forget };
    },
    clear: () => held.clear(),
  };
}
