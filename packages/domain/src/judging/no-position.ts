import type { Json, JsonObject } from '../json.ts';
import { parseExpression } from '../synthesis/expression-ast.ts';
import type { Extreme } from '../synthesis/expression-facts.ts';
import { valuesAlong } from './arrays.ts';
import { defineCheck, show } from './check.ts';
import type { JudgingContext } from './context.ts';
import { expressionsOf, inputsOf, type Labelled } from './draft.ts';
import { ORDERS, reordered, sameInAnyOrder } from './reordered.ts';

/** Numbers, numbers as text, and dates: `$max` compares what `$number` or `$toMillis` makes of a text. */
function amount(value: Json): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && !Number.isNaN(number)) return number;
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}

/** How many elements attain an extreme; more than one is a tie. */
function attaining(extreme: Extreme, inputs: JsonObject): number {
  const values = valuesAlong(inputs, extreme.path).map(amount);
  const best = extreme.function === '$max' ? Math.max(...values) : Math.min(...values);
  return values.filter((value) => value === best).length;
}

/** What an expression gives when arrays are reordered, if that is something else. */
async function orderProblem(
  { expression, inputs, list }: Labelled,
  others: readonly JsonObject[],
  context: JudgingContext,
): Promise<string | null> {
  const own = await context.evaluate.evaluate(expression, inputs);
  if (!own.ok) return `gives nothing: ${own.reason}: ${own.detail}`;
  if (Array.isArray(own.value) && !list) return 'does not pick exactly one element';
  for (const all of others) {
    const same = Object.entries(all).filter(([call]) => Object.hasOwn(inputs, call));
    const other = await context.evaluate.evaluate(expression, Object.fromEntries(same));
    if (other.ok && sameInAnyOrder(own.value, other.value)) continue;
    return `gives ${show(other.ok ? other.value : other.reason)} when arrays are reordered`;
  }
  return null;
}

/** No value is taken from where it stood in an array: reordering the arrays changes nothing (rule 2.3). */
export const noPosition = defineCheck('no-position', async (draft, context) => {
  const problems: string[] = [];
  const whole = inputsOf(draft);
  const others = ORDERS.map((order) => reordered(whole, order) as JsonObject);
  for (const labelled of expressionsOf(draft)) {
    const { place } = labelled;
    const parsed = parseExpression(labelled.expression);
    if (!parsed.ok) {
      problems.push(`${place}: ${parsed.reason}`);
      continue;
    }
    const { indexes, extremes } = parsed.facts;
    if (indexes.length > 0)
      problems.push(`${place} takes an element by its position ${show(indexes)}`);
    for (const extreme of extremes) {
      const count = attaining(extreme, labelled.inputs);
      if (count === 1) continue;
      problems.push(`${place}: ${count} elements share the ${extreme.function} of ${extreme.path}`);
    }
    const moved = await orderProblem(labelled, others, context);
    if (moved !== null) problems.push(`${place} ${moved}`);
  }
  return { problems, seen: 'no expression depends on the order in which a server lists things' };
});
