import type { Binding } from '@firefly/domain/dataset/task';
import { valueAt } from '@firefly/domain/pointer';
import { parseExpression } from '@firefly/domain/synthesis/expression-ast';
import { normalize } from '@firefly/domain/synthesis/normalizers';
import { spanText } from '@firefly/domain/synthesis/span';
import type { TaskContext } from './context.ts';
import { show } from './findings.ts';

interface Expression {
  readonly text: string;
  /** Values that need an account; null if the text does not parse. */
  readonly literals: readonly (string | number)[] | null;
  readonly positions: readonly number[];
}

function read(text: string): Expression {
  const parsed = parseExpression(text);
  if (!parsed.ok) return { text, literals: null, positions: [] };
  const { literals, indexes } = parsed.facts;
  // A position is refused below; what is left of this role is the group of a match: structure.
  const values = literals.filter(({ role }) => role !== 'index').map(({ value }) => value);
  return { text, literals: values, positions: indexes };
}

/** Where expressions stand in a task, by JSON Pointer. */
const expressionsOf = ({ task }: TaskContext): ReadonlyMap<string, Expression> =>
  new Map(
    (['flows', 'fields'] as const).flatMap((list) =>
      task[list].map(({ expression }, index): [string, Expression] => [
        `/${list}/${index}/expression`,
        read(expression),
      ]),
    ),
  );

function boundValue(context: TaskContext, binding: Binding): unknown {
  if ('in' in binding) return binding.value;
  const call = context.task.calls[context.indexOf(binding.call)];
  return call && valueAt(call.arguments, binding.pointer);
}

/** Every binding: its words give the value; and every literal of an expression has a binding. */
export function verifyBindings(context: TaskContext): void {
  const { task, add, count } = context;
  const expressions = expressionsOf(context);
  for (const [index, binding] of task.bindings.entries()) {
    count('bindings');
    const place = `/bindings/${index}`;
    const value = boundValue(context, binding);
    const text = spanText(task.prompt, binding.span);
    const given = text === undefined ? undefined : normalize(binding.normalizer, text);
    if (value === undefined) add(place, 'no argument stands where it points');
    else if (given === undefined || given !== value)
      add(
        `${place}/span`,
        `${binding.normalizer} of ${show(text)} gives ${show(given)}, not ${show(value)}`,
      );
    if (!('in' in binding)) continue;
    const expression = expressions.get(binding.in);
    if (expression === undefined) add(`${place}/in`, 'points to no expression of a flow or field');
    else if (!expression.literals?.includes(binding.value))
      add(`${place}/in`, `${show(binding.value)} is no literal of ${expression.text}`);
  }
  for (const [place, { literals, positions }] of expressions) {
    if (literals === null) add(place, 'is not an expression');
    for (const position of positions)
      add(place, `picks by position, [${position}]: the order of a server is no fact`);
    for (const literal of new Set(literals)) {
      count('literals');
      const bound = task.bindings.some((b) => 'in' in b && b.in === place && b.value === literal);
      if (!bound) add(place, `the literal ${show(literal)} has no binding`);
    }
  }
}
