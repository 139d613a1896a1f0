import type { Extreme, SelectorKind } from './expression-facts.ts';
import { calledName, type ExpressionNode } from './expression-nodes.ts';
import { onlyPlace, type Place, placeText, samePlace, within } from './expression-places.ts';

/** What the walk found of the nodes inside a predicate. */
export type PlacesOf = (node: ExpressionNode) => readonly Place[] | undefined;

export interface Condition {
  readonly kind: SelectorKind;
  readonly field: Place;
  readonly values: readonly (string | number)[];
  readonly extreme?: Extreme;
}

/** A parenthesis around one expression changes nothing. */
function unwrap(node: ExpressionNode): ExpressionNode {
  const inner = node.type === 'block' && node.expressions.length === 1 ? node.expressions[0] : null;
  return inner && !node.predicate && !node.stages ? unwrap(inner) : node;
}

function joined(by: 'and' | 'or', expression: ExpressionNode): ExpressionNode[] {
  const node = unwrap(expression);
  if (node.type !== 'binary' || node.value !== by) return [node];
  return [...joined(by, node.lhs), ...joined(by, node.rhs)];
}

/** The conditions that a predicate joins with `and`. */
export const conjuncts = (predicate: ExpressionNode): ExpressionNode[] => joined('and', predicate);

export const COMPARISONS: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=', 'in']);

/** Whether a predicate is made of comparisons only, joined by `and` and `or`. */
export const compares = (predicate: ExpressionNode): boolean =>
  joined('and', predicate)
    .flatMap((part) => joined('or', part))
    .every((part) => {
      if (part.type !== 'binary') return false;
      return part.value === 'and' ? compares(part) : COMPARISONS.has(part.value);
    });

/** The literals that a side of a comparison is or lists. */
function literalsOf(side: ExpressionNode): (string | number)[] {
  if (side.type === 'string' || side.type === 'number') return [side.value];
  return side.type === 'unary' && side.value === '['
    ? side.expressions.flatMap((item) => literalsOf(unwrap(item)))
    : [];
}

/** Starts at the root or at a variable: does not speak of the element that is filtered. */
export function isAbsolute(node: ExpressionNode): boolean {
  if (node.type === 'variable') return node.value !== '';
  const [first] =
    node.type === 'path' ? node.steps : node.type === 'function' ? node.arguments : [];
  return first !== undefined && isAbsolute(unwrap(first));
}

function extremeOf(field: Place, node: ExpressionNode, places: PlacesOf): Extreme | null {
  if (node.type !== 'function') return null;
  const name = calledName(node);
  const [argument] = node.arguments;
  if ((name !== 'max' && name !== 'min') || argument === undefined) return null;
  if (!samePlace(field, onlyPlace(places(argument)))) return null;
  const path = placeText(field);
  return path === null ? null : { function: `$${name}`, path };
}

/** Equal to one of several values: `name = 'A' or name = 'B'` says what `name in ['A', 'B']` says. */
function alternatives(parts: readonly Condition[]): Condition {
  const [first] = parts;
  const alike = parts.every(
    ({ kind, field }) =>
      (kind === 'equals-literal' || kind === 'in') && samePlace(field, first?.field ?? null),
  );
  if (!alike || first === undefined) return { kind: 'other', field: null, values: [] };
  return { kind: 'in', field: first.field, values: parts.flatMap(({ values }) => values) };
}

/** Reads one condition of a predicate on the elements at `filters`. */
export function condition(node: ExpressionNode, filters: Place, places: PlacesOf): Condition {
  if (node.type !== 'binary') return { kind: 'other', field: null, values: [] };
  if (node.value === 'or') {
    return alternatives(joined('or', node).map((part) => condition(part, filters, places)));
  }
  const lhs = unwrap(node.lhs);
  const rhs = unwrap(node.rhs);
  const inside = (side: ExpressionNode): Place => {
    const place = isAbsolute(side) ? null : onlyPlace(places(side));
    return within(place, filters) ? place : null;
  };
  const other: Condition = { kind: 'other', field: inside(lhs) ?? inside(rhs), values: [] };
  if (node.value === 'in') return { kind: 'in', field: inside(lhs), values: literalsOf(rhs) };
  if (node.value !== '=') return other;
  for (const [own, against] of [
    [lhs, rhs],
    [rhs, lhs],
  ] as const) {
    const field = inside(own);
    if (against.type === 'string' || against.type === 'number' || against.type === 'value') {
      return { kind: 'equals-literal', field, values: literalsOf(against) };
    }
    const extreme = extremeOf(field, against, places);
    if (extreme !== null) return { kind: 'equals-extreme', field, values: [], extreme };
    if (field !== null && onlyPlace(places(against)) !== null && isAbsolute(against)) {
      return { kind: 'equals-path', field, values: [] };
    }
  }
  return other;
}
