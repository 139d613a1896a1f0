import type { TaskFlow } from '../dataset/task.ts';
import type { Json } from '../json.ts';

const decimal = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/**
 * Turns the value of a flow into the argument it becomes; a list is converted element by element.
 * Undefined where the value does not convert: `number` takes decimal text only, never the empty
 * text, hexadecimals or spaces that `Number` would swallow.
 */
export function convertValue(value: Json, convert: TaskFlow['convert']): Json | undefined {
  if (convert === undefined) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => convertValue(item, convert));
    return items.some((item) => item === undefined) ? undefined : (items as Json[]);
  }
  if (convert === 'string') {
    if (typeof value === 'string') return value;
    return typeof value === 'number' ? String(value) : undefined;
  }
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !decimal.test(value)) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}
