import type { Extreme, SelectorKind } from './expression-facts.ts';
import { calledName, type ExpressionNode } from './expression-nodes.ts';
import { onlyPlace, type Place, placeText, samePlace, within } from './expression-places.ts';

/** What the walk found of the nodes inside a predicate. */
export type PlacesOf = (node: ExpressionNode) => readonly Place[] | undefined;

export interface Condition {
  readonly kind: SelectorKind;
  readonly field: Place;
  readonly extreme?: Extreme;
}

/** A parenthesis around one expression changes nothing. */
function unwrap(node: ExpressionNode): ExpressionNode {
  const inner = node.type === 'block' && node.expressions.length === 1 ? node.expressions[0] : null;
  return inner && !node.predicate && !node.stages ? unwrap(inner) : node;
}

/** The conditions that a predicate joins with `and`. */
export function conjuncts(predicate: ExpressionNode): ExpressionNode[] {
  const node = unwrap(predicate);
  if (node.type !== 'binary' || node.value !== 'and') return [node];
  return [...conjuncts(node.lhs), ...conjuncts(node.rhs)];
}

/** Starts at the root or at a variable: does not speak of the element that is filtered. */
function isAbsolute(node: ExpressionNode): boolean {
  if (node.type === 'variable') return node.value !== '';
  const [first] =
    node.type === 'path' ? node.steps : node.type === 'function' ? node.arguments : [];
  return first !== undefined && isAbsolute(unwrap(first));
}

function extremeOf(field: Place, node: ExpressionNode, filters: Place, places: PlacesOf) {
  if (node.type !== 'function') return null;
  const name = calledName(node);
  const [argument] = node.arguments;
  if ((name !== 'max' && name !== 'min') || argument === undefined) return null;
  if (!samePlace(field, onlyPlace(places(argument)))) return null;
  const [path, filtered] = [placeText(field), placeText(filters)];
  if (path === null || filtered === null) return null;
  return { function: `$${name}`, path, filters: filtered } as const;
}

/** Reads one condition of a predicate on the elements at `filters`. */
export function condition(node: ExpressionNode, filters: Place, places: PlacesOf): Condition {
  if (node.type !== 'binary') return { kind: 'other', field: null };
  const lhs = unwrap(node.lhs);
  const rhs = unwrap(node.rhs);
  const inside = (side: ExpressionNode): Place => {
    const place = isAbsolute(side) ? null : onlyPlace(places(side));
    return within(place, filters) ? place : null;
  };
  if (node.value === 'in') return { kind: 'in', field: inside(lhs) };
  if (node.value !== '=') return { kind: 'other', field: inside(lhs) ?? inside(rhs) };
  for (const [own, other] of [
    [lhs, rhs],
    [rhs, lhs],
  ] as const) {
    const field = inside(own);
    if (other.type === 'string' || other.type === 'number' || other.type === 'value') {
      return { kind: 'equals-literal', field };
    }
    const extreme = extremeOf(field, other, filters, places);
    if (extreme !== null) return { kind: 'equals-extreme', field, extreme };
    if (field !== null && onlyPlace(places(other)) !== null && isAbsolute(other)) {
      return { kind: 'equals-path', field };
    }
  }
  return { kind: 'other', field: inside(lhs) ?? inside(rhs) };
}
