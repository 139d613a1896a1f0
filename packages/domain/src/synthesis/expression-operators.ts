import jsonata from 'jsonata';
import { TRANSPARENT } from './expression-functions.ts';
import { calledName, type ExpressionNode, predicatesOf } from './expression-nodes.ts';
import { unitOf } from './moment-difference.ts';

/** A comparison of a field with a literal, the field on the left whichever way round it is written. */
export interface Bound {
  readonly operator: '=' | '<' | '<=' | '>' | '>=';
  /** The names of the field's path; null where something else than a plain path is compared. */
  readonly names: readonly string[] | null;
  readonly value: string | number;
}

/** One term of an order-by. */
export interface Order {
  readonly descending: boolean;
  readonly names: readonly string[] | null;
}

/** The operators of an expression, wherever they stand. */
export interface Operators {
  readonly bounds: readonly Bound[];
  readonly orders: readonly Order[];
  /** Binary operators, `?` for a condition, and functions with their `$`. */
  readonly used: ReadonlySet<string>;
  /** The function that makes the value as it stands: `$sum`. Null where the value is made otherwise. */
  readonly outermost: string | null;
  /** What a difference of two moments is divided by, in milliseconds. */
  readonly units: readonly number[];
}

const FLIPPED: Readonly<Record<string, Bound['operator']>> = {
  '=': '=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};
const isCompared = (operator: string): operator is Bound['operator'] => operator in FLIPPED;

function* nodesOf(value: unknown): Generator<ExpressionNode> {
  if (value === null || typeof value !== 'object' || value instanceof RegExp) return;
  if (!Array.isArray(value) && typeof (value as { type?: unknown }).type === 'string')
    yield value as ExpressionNode;
  for (const child of Object.values(value)) yield* nodesOf(child);
}

/** Without parentheses, and without functions that give a value in another form. */
function bare(node: ExpressionNode): ExpressionNode {
  const [only, ...others] =
    node.type === 'block'
      ? node.expressions
      : node.type === 'function' && TRANSPARENT.has(`$${calledName(node)}`)
        ? node.arguments
        : [];
  if (only === undefined || others.length > 0 || predicatesOf(node).length > 0) return node;
  return bare(only);
}

/** The names of a plain path, its predicates left out; null for anything else. */
function pathNames(side: ExpressionNode): string[] | null {
  const node = bare(side);
  if (node.type === 'name') return [node.value];
  if (node.type === 'variable') return [];
  if (node.type !== 'path') return null;
  const names = node.steps.map(pathNames);
  return names.includes(null) ? null : names.flatMap((each) => each ?? []);
}

function boundsOf(node: ExpressionNode): Bound[] {
  if (node.type !== 'binary' || !isCompared(node.value)) return [];
  const [lhs, rhs] = [bare(node.lhs), bare(node.rhs)];
  for (const [side, literal, operator] of [
    [lhs, rhs, node.value],
    [rhs, lhs, FLIPPED[node.value] ?? node.value],
  ] as const)
    if (literal.type === 'string' || literal.type === 'number')
      return [{ operator, names: pathNames(side), value: literal.value }];
  return [];
}

const usedBy = (node: ExpressionNode): string[] =>
  node.type === 'binary'
    ? [node.value]
    : node.type === 'condition'
      ? ['?']
      : node.type === 'function'
        ? [`$${calledName(node)}`]
        : [];

/** Reads the operators of an expression; undefined where it does not parse. */
export function operatorsOf(expression: string): Operators | undefined {
  try {
    const tree = jsonata(expression).ast() as unknown as ExpressionNode;
    const nodes = [...nodesOf(tree)];
    const root = tree.type === 'function' && predicatesOf(tree).length === 0 ? tree : undefined;
    return {
      bounds: nodes.flatMap(boundsOf),
      orders: nodes.flatMap((node) =>
        node.type === 'sort'
          ? node.terms.map((term) => ({
              descending: term.descending,
              names: pathNames(term.expression),
            }))
          : [],
      ),
      used: new Set(nodes.flatMap(usedBy)),
      outermost: root === undefined ? null : `$${calledName(root)}`,
      units: nodes.flatMap((node) => unitOf(node) ?? []),
    };
  } catch {
    return undefined;
  }
}
