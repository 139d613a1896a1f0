import type { Json } from '../json.ts';
import { leavesOf } from '../pointer.ts';
import { parseExpression } from '../synthesis/expression-ast.ts';
import { isAggregate } from './aggregate.ts';
import { stands } from './mentions.ts';

/**
 * Whether what an expression gave stands at the place it is said to come from: every scalar of it as
 * a leaf there, or inside a text there. An aggregate is made of what stands there, and stands nowhere.
 */
export function standsIn(expression: string, value: Json, named: Json): boolean {
  const there = [...leavesOf(named)];
  const found = [...leavesOf(value)].every((wanted) =>
    there.some((leaf) => stands(leaf.value, wanted.value)),
  );
  if (found) return true;
  const parsed = parseExpression(expression);
  return parsed.ok && isAggregate(parsed.facts);
}
