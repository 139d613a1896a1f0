import type { TaskField } from '../dataset/task.ts';
import type { Json } from '../json.ts';
import { parseExpression } from '../synthesis/expression-ast.ts';
import { defineCheck, show } from './check.ts';
import { expressionsOf, resultOf, sameJson } from './draft.ts';

const isScalar = (value: Json): boolean =>
  (typeof value === 'string' && value !== '') ||
  typeof value === 'boolean' ||
  (typeof value === 'number' && Number.isFinite(value));

function kindProblem(field: TaskField, value: Json): string | null {
  if (field.kind === 'scalar') {
    return isScalar(value) ? null : `declares a scalar but gives ${show(value)}`;
  }
  if (!Array.isArray(value)) return `declares a list but gives ${show(value)}`;
  if (value.length === 0) return 'gives an empty list';
  return value.every(isScalar) ? null : `lists something that is no plain value: ${show(value)}`;
}

/** Every field evaluates, again, to its part of the answer, inside the allow-list (rule 2.2). */
export const evaluated = defineCheck('evaluated', async (draft, context) => {
  const problems: string[] = [];
  for (const labelled of expressionsOf(draft)) {
    const { field } = labelled.part;
    if (field === undefined) continue;
    const parsed = parseExpression(labelled.expression);
    if (!parsed.ok) {
      problems.push(`${labelled.place}: ${parsed.reason}`);
      continue;
    }
    if (field.kind === 'list' && !parsed.facts.list) {
      problems.push(`${labelled.place} is a list, which is written […]`);
    }
    const { value } = await resultOf(labelled, context);
    const expected = Object.hasOwn(draft.answer, field.name) ? draft.answer[field.name] : undefined;
    const wrongKind = kindProblem(field, value);
    if (wrongKind !== null) problems.push(`${labelled.place} ${wrongKind}`);
    if (!sameJson(value, expected)) {
      problems.push(
        `${labelled.place} evaluates to ${show(value)}, the answer says ${show(expected)}`,
      );
    }
  }
  return { problems, seen: `all ${draft.fields.length} fields evaluate to the answer` };
});
