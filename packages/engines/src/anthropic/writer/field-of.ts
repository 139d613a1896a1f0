import type { Compare } from '@firefly/domain/dataset/task';
import type { Json, JsonObject } from '@firefly/domain/json';
import { show } from '@firefly/domain/judging/check';
import type { Evaluate } from '@firefly/domain/ports';
import { compareMisfit } from '@firefly/domain/reward/compare-fits';
import { parseExpression } from '@firefly/domain/synthesis/expression-ast';
import type { LaidOutField } from '@firefly/domain/synthesis/laid-out';
import type { ModelTask } from './model-task.ts';

/** Relative tolerance of numbers that are no whole ones: design of the answer protocol. */
const RELATIVE = 0.001;

type Field = ModelTask['fields'][number];

/** How a reward compares the field: as the model says if that fits the label, else as its type is. */
function compareOf({ kind, compare }: Field, label: Json): Compare {
  const asked: Compare[] =
    compare === 'text' || compare === 'date' || compare === 'list' ? [{ type: compare }] : [];
  const usual: Compare =
    kind === 'list'
      ? { type: 'set' }
      : typeof label === 'number'
        ? { type: 'number', relative: RELATIVE }
        : { type: 'exact' };
  return asked.find((each) => compareMisfit({ kind, compare: each }, label) === null) ?? usual;
}

/** A field whose expression gives a value of its kind, or why it does not. The value itself is not kept. */
export async function fieldOf(
  field: Field,
  inputs: JsonObject,
  evaluate: Evaluate,
): Promise<{ readonly field: LaidOutField } | { readonly problem: string }> {
  const { name, kind, choice } = field;
  const parsed = parseExpression(field.expression);
  // A list of one element stays a list only in brackets.
  const wrap = kind === 'list' && parsed.ok && !parsed.facts.list;
  const expression = wrap ? `[${field.expression}]` : field.expression;
  const found = await evaluate.evaluate(expression, inputs);
  if (!found.ok) return { problem: `field ${name}: ${found.reason}: ${found.detail}` };
  if (Array.isArray(found.value) !== (kind === 'list'))
    return { problem: `field ${name} gives ${show(found.value)}, which is no ${kind}` };
  const compare = compareOf(field, found.value);
  return { field: { name, kind, expression, compare, ...(choice === true && { choice }) } };
}
