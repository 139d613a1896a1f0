import { calledName, type ExpressionNode, predicatesOf } from './expression-nodes.ts';

/** The milliseconds of each unit that a time between two moments may be told in. */
export const UNITS: Readonly<Record<string, number>> = {
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};
const MILLISECONDS: ReadonlySet<number> = new Set(Object.values(UNITS));

/** Whether a node gives what `$toMillis` gives, or the first or last of several. */
function isMoment(node: ExpressionNode): boolean {
  if (node.type === 'path') {
    const last = node.steps.at(-1);
    return last !== undefined && isMoment(last);
  }
  if (node.type === 'block')
    return node.expressions.length === 1 && node.expressions.every(isMoment);
  if (node.type !== 'function' || predicatesOf(node).length > 0) return false;
  const name = calledName(node);
  if (name === 'toMillis') return true;
  return (name === 'max' || name === 'min') && node.arguments.every(isMoment);
}

function isDifference(node: ExpressionNode): boolean {
  if (predicatesOf(node).length > 0) return false;
  if (node.type === 'block')
    return node.expressions.length === 1 && node.expressions.every(isDifference);
  if (node.type === 'function')
    return calledName(node) === 'abs' && node.arguments.every(isDifference);
  return node.type === 'binary' && node.value === '-' && isMoment(node.lhs) && isMoment(node.rhs);
}

/**
 * The unit, in milliseconds, that a time between two moments is divided by: `(a - b) / 86400000` gives days. It
 * is the one number that an expression may hold and no prompt says: the prompt says "days".
 */
export function unitOf(node: ExpressionNode): number | undefined {
  if (node.type !== 'binary' || node.value !== '/' || node.rhs.type !== 'number') return undefined;
  return MILLISECONDS.has(node.rhs.value) && isDifference(node.lhs) ? node.rhs.value : undefined;
}
