import type { TaskDraft, TaskField } from '../dataset/task.ts';
import type { Json } from '../json.ts';
import { leavesOf } from '../pointer.ts';
import { parseExpression } from '../synthesis/expression-ast.ts';
import { isComputed } from './aggregate.ts';
import { type Place, placeOf } from './draft.ts';
import { sameScalar, stands } from './mentions.ts';

/** The scalars of a field's answer: one, or the elements of its list. */
export const answerValues = (draft: TaskDraft, field: TaskField): Json[] => {
  const answer = Object.hasOwn(draft.answer, field.name) ? draft.answer[field.name] : undefined;
  return answer === undefined ? [] : [...leavesOf(answer)].map((leaf) => leaf.value);
};

/** The leaves that a field's answer is taken from. */
export interface Asked {
  readonly leaves: readonly Place[];
  /** False when the answer was computed, and so stands at no leaf itself. */
  readonly direct: boolean;
}

/**
 * Those of a field's sources that hold its answer, as it is or inside a text; the others only select.
 * Where none does (a sum, a count) all sources carry the answer together.
 */
export function askedOf(draft: TaskDraft, field: TaskField): Asked {
  const places = field.sources.map((source) => placeOf(draft, source));
  const parsed = parseExpression(field.expression);
  if (parsed.ok && isComputed(parsed.facts)) return { leaves: places, direct: false };
  const values = answerValues(draft, field);
  for (const fits of [sameScalar, stands]) {
    const leaves = places.filter(({ value: leaf }) => values.some((value) => fits(leaf, value)));
    const whole = values.every((value) => places.some(({ value: leaf }) => fits(leaf, value)));
    if (leaves.length > 0 && whole) return { leaves, direct: true };
  }
  return { leaves: places, direct: false };
}
