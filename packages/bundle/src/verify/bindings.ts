import type { Binding } from '@firefly/domain/dataset/task';
import { boundValue } from '@firefly/domain/judging/bindings';
import { isBoundLiteral, literalsOf } from '@firefly/domain/judging/unaccounted';
import { valueAt } from '@firefly/domain/pointer';
import { parseExpression } from '@firefly/domain/synthesis/expression-ast';
import type { TaskContext } from './context.ts';
import { show } from './findings.ts';

/** Where expressions stand in a task, by JSON Pointer. */
const expressionsOf = ({ task }: TaskContext): ReadonlyMap<string, string> =>
  new Map(
    (['flows', 'fields'] as const).flatMap((list) =>
      task[list].map(({ expression }, index): [string, string] => [
        `/${list}/${index}/expression`,
        expression,
      ]),
    ),
  );

function namedValue(context: TaskContext, binding: Binding): unknown {
  if ('in' in binding) return binding.value;
  const call = context.task.calls[context.indexOf(binding.call)];
  return call && valueAt(call.arguments, binding.pointer);
}

function verifyLiterals(context: TaskContext, place: string, expression: string): void {
  const { task, add, count } = context;
  const parsed = parseExpression(expression);
  for (const position of parsed.ok ? parsed.facts.indexes : [])
    add(place, `picks by position, [${position}]: the order of a server is no fact`);
  const literals = literalsOf(expression);
  if ('reason' in literals) add(place, `is not an expression: ${literals.reason}`);
  for (const value of 'values' in literals ? literals.values : []) {
    count('literals');
    if (!isBoundLiteral(task.bindings, place, value))
      add(place, `the literal ${show(value)} has no binding`);
  }
}

/** Every binding: its words give the value; and every literal of an expression has a binding. */
export function verifyBindings(context: TaskContext): void {
  const { task, add, count } = context;
  const expressions = expressionsOf(context);
  for (const [index, binding] of task.bindings.entries()) {
    count('bindings');
    const place = `/bindings/${index}`;
    const value = namedValue(context, binding);
    const bound = boundValue(task.prompt, binding);
    if (value === undefined) add(place, 'no argument stands where it points');
    else if ('problem' in bound) add(`${place}/span`, `${bound.problem}; wanted is ${show(value)}`);
    else if (bound.value !== value)
      add(
        `${place}/span`,
        `${binding.normalizer} gives ${show(bound.value)} there, not ${show(value)}`,
      );
    if (!('in' in binding)) continue;
    const expression = expressions.get(binding.in);
    const literals = expression === undefined ? undefined : literalsOf(expression);
    if (literals === undefined) add(`${place}/in`, 'points to no expression of a flow or field');
    else if (!('values' in literals && literals.values.includes(binding.value)))
      add(`${place}/in`, `${show(binding.value)} is no literal of ${expression}`);
  }
  for (const [place, expression] of expressions) verifyLiterals(context, place, expression);
}
