import type { TaskField, ValueCompare } from '../dataset/task.ts';
import type { Json } from '../json.ts';
import { shortfallOf } from './compare.ts';
import { timeKeys } from './times.ts';

const holds: Readonly<Record<ValueCompare['type'], (label: Json) => boolean>> = {
  exact: () => true,
  number: (label) => typeof label === 'number',
  date: (label) => typeof label === 'string' && timeKeys(label).length > 0,
  text: (label) => typeof label === 'string',
};

/** Why a field cannot compare with its own label as it says, or null where it can. */
export function compareMisfit(
  { kind, compare }: Pick<TaskField, 'kind' | 'compare'>,
  label: Json,
): string | null {
  const forLists = compare.type === 'set' || compare.type === 'list';
  if (forLists && kind !== 'list') return `${compare.type} compares lists, the field is a ${kind}`;
  const of = forLists ? compare.of : compare;
  const labels = Array.isArray(label) ? label : [label];
  if (of && !labels.every(holds[of.type])) return `the label is not what ${of.type} compares`;
  return shortfallOf(compare, label, label) === null
    ? null
    : 'the label does not compare with itself';
}
