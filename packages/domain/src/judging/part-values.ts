import type { TaskDraft, TaskField } from '../dataset/task.ts';
import type { Json } from '../json.ts';
import { answerValues } from './asked.ts';
import type { JudgingContext } from './context.ts';
import { inputsOf, type Place } from './draft.ts';
import { type LeafValues, observedOf } from './leaf-values.ts';
import { sameScalar } from './mentions.ts';

/** Recordings that are read again at most. */
const MOST = 40;

/** Whether an answer is only a part of the leaf it is taken from: a line of a text. */
export const isPart = (draft: TaskDraft, field: TaskField, { value: leaf }: Place): boolean =>
  typeof leaf === 'string' && !answerValues(draft, field).some((value) => sameScalar(leaf, value));

/**
 * What a field would be in the other texts that its tool gave: its expression, evaluated with each of
 * them in the place of the call's own. Texts in which it finds nothing do not count.
 */
export async function partValues(
  draft: TaskDraft,
  field: TaskField,
  { call }: Place,
  context: JudgingContext,
): Promise<LeafValues> {
  const values: Json[] = [];
  for (const { observation } of observedOf(call, context).slice(0, MOST)) {
    const inputs = { ...inputsOf(draft), [call.id]: observation };
    const found = await context.evaluate.evaluate(field.expression, inputs);
    if (found.ok) values.push(found.value);
  }
  return { values, recordings: values.length };
}
