import type { Compare } from '../dataset/task.ts';
import type { Json } from '../json.ts';
import { elementsFall } from './elements.ts';
import type { Shortfall } from './shortfall.ts';

/** The most that a text may be longer than its label: what is dropped before texts are compared is short. */
const LONGER = 10_000;

const lengthOf = (value: unknown): number => (typeof value === 'string' ? value.length : 0);

/**
 * Why the value of an answer does not match its label, or null where it does. `given` may be anything that
 * JSON can say. Takes time in proportion to the label, but for lists, which are as long as the label's.
 */
export function shortfallOf(compare: Compare, label: Json, given: unknown): Shortfall | null {
  const of = compare.type === 'set' || compare.type === 'list' ? compare.of : compare;
  const labels = Array.isArray(label) ? label : [label];
  const values = Array.isArray(label) ? given : [given];
  if (!Array.isArray(values)) return 'type';
  if (labels.length !== values.length) return 'length';
  const longest = labels.map(lengthOf).reduce((a, b) => Math.max(a, b), 0) + LONGER;
  if (values.some((value) => lengthOf(value) > longest)) return 'differs';
  return elementsFall(of, { labels, given: values, ordered: compare.type !== 'set' });
}
