import jsonata from 'jsonata';
import type { ExpressionFacts } from './expression-facts.ts';
import type { ExpressionNode } from './expression-nodes.ts';
import { factsOf } from './expression-walk.ts';

export type { ExpressionFacts, ExpressionLiteral } from './expression-facts.ts';
export { ALLOWED_FUNCTIONS } from './expression-functions.ts';

/** Longest expression taken, in characters: far above what a person would write. */
export const LONGEST_EXPRESSION = 4_000;

export type ParsedExpression =
  | { readonly ok: true; readonly facts: ExpressionFacts }
  | { readonly ok: false; readonly reason: string };

function reasonOf(error: unknown): string {
  if (error instanceof RangeError) return 'the expression is nested too deeply';
  const { message, position } = error as { message?: unknown; position?: unknown };
  const what = typeof message === 'string' ? message : 'the expression cannot be read';
  return typeof position === 'number' ? `${what} (at character ${position})` : what;
}

/**
 * Reads a JSONata expression without evaluating it. `ok` says only that it parses: whether it may be
 * evaluated is said by `facts.forbidden`.
 */
export function parseExpression(text: string): ParsedExpression {
  if (text.length > LONGEST_EXPRESSION) {
    return { ok: false, reason: `the expression is longer than ${LONGEST_EXPRESSION} characters` };
  }
  try {
    return { ok: true, facts: factsOf(jsonata(text).ast() as unknown as ExpressionNode) };
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
}
