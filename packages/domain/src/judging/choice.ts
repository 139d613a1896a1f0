import type { TaskDraft, TaskField } from '../dataset/task.ts';
import type { Json } from '../json.ts';
import { parseExpression } from '../synthesis/expression-ast.ts';
import { placeNames, placeText } from '../synthesis/expression-places.ts';
import { answerValues } from './asked.ts';
import { boundValue } from './bindings.ts';
import { callOf, expressionsOf } from './draft.ts';
import { sameScalar } from './mentions.ts';

/** The fields that a literal of an expression is compared with, each with the tool that gave it. */
function literalRoles(draft: TaskDraft, pointer: string, value: string | number): string[] {
  const holder = expressionsOf(draft).find((labelled) => labelled.pointer === pointer);
  const parsed = holder === undefined ? undefined : parseExpression(holder.expression);
  if (parsed?.ok !== true) return [];
  return parsed.facts.selectors.flatMap(({ field, values }) => {
    if (field === null || !values.includes(value)) return [];
    const [call = '', ...names] = placeNames(field);
    return [`${callOf(draft, call).fingerprint}.${placeText(names)}`];
  });
}

/**
 * Whether a field only picks: two or more values of one role stand in the prompt, and its answer is
 * among them (rule 2.7). One role is one parameter of one tool, or one field that literals are
 * compared with. That the field says so itself is not enough.
 */
export function isChoice(draft: TaskDraft, field: TaskField): boolean {
  if (field.choice !== true) return false;
  const byRole = new Map<string, Json[]>();
  for (const binding of draft.bindings) {
    const bound = boundValue(draft.prompt, binding);
    if ('problem' in bound) continue;
    const roles =
      'in' in binding
        ? literalRoles(draft, binding.in, binding.value)
        : [`${callOf(draft, binding.call).fingerprint}${binding.pointer.replace(/\d+/g, '*')}`];
    for (const role of roles) byRole.set(role, [...(byRole.get(role) ?? []), bound.value]);
  }
  return [...byRole.values()].some(
    (values) =>
      new Set(values).size > 1 &&
      answerValues(draft, field).every((value) => values.some((each) => sameScalar(each, value))),
  );
}
