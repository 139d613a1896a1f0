import type { JsonObject } from '@firefly/domain/json';
import type { EvaluationFailure, ReadLeaf } from '@firefly/domain/ports';
import type { ExpressionNode } from '@firefly/domain/synthesis/expression-nodes';
import jsonata from 'jsonata';
import { replaceFunctions } from './functions.ts';
import { LONGEST_SEQUENCE, LONGEST_TEXT } from './limits.ts';
import type { Meter } from './meter.ts';
import { Reads } from './reads.ts';
import { resultText } from './result.ts';
import { failureOf, Stop, show } from './stop.ts';
import { type Strict, strictNodes } from './strict.ts';
import { placeOf, track } from './tracked.ts';

/** What came out: the value as JSON text. */
export type Outcome =
  | { readonly ok: true; readonly text: string; readonly reads: readonly ReadLeaf[] }
  | { readonly ok: false; readonly reason: EvaluationFailure; readonly detail: string };

export type Run = (inputs: JsonObject, meter: Meter) => Promise<Outcome>;

/** A step `name` on something that is no object, or on an object made during the evaluation. */
function expectProperty(input: unknown, node: { value: string; position?: number }): void {
  const { value: name, position } = node;
  if (Array.isArray(input)) {
    for (const item of input) expectProperty(item, node);
  } else if (typeof input !== 'object' || input === null) {
    const what = input === undefined ? 'where nothing was found' : `on ${show(input)}`;
    throw new Stop('missing', `"${name}" (at character ${position}) was looked for ${what}`);
  } else if (placeOf(input) === undefined && !Object.hasOwn(input, name)) {
    throw new Stop('missing', `${show(input)} has no "${name}"`);
  }
}

function expectSomething(place: Strict, result: unknown): void {
  const sequence = Array.isArray(result) && (result as { sequence?: unknown }).sequence === true;
  const value: unknown = sequence && result.length < 2 ? result[0] : result;
  if (place === 'predicate') {
    if (typeof value === 'boolean') return;
    const what = value === undefined ? 'nothing' : show(value);
    throw new Stop('error', `a predicate gave ${what}: it must give true or false`);
  }
  if (value === undefined) throw new Stop('nothing', `${place} found nothing`);
}

/**
 * Compiles an expression for many runs, one at a time. Beside the Proxy (`tracked.ts`) it listens to
 * every node of the tree through the library's own hooks, which see what no Proxy can: a step on a
 * scalar or null, an operand that is nothing, a text that grows.
 */
export function compile(text: string): Run {
  const expression = jsonata(text, { sequence: LONGEST_SEQUENCE });
  const strict = strictNodes(expression.ast() as unknown as ExpressionNode);
  replaceFunctions(expression);
  const hook = (
    name: string,
    listen: (node: ExpressionNode, input: unknown, _: unknown, result: unknown) => void,
  ) => expression.assign(Symbol.for(name) as unknown as string, listen);
  let counting: Meter | null = null;
  hook('jsonata.__evaluate_entry', (node, input) => {
    counting?.step();
    if (node.type === 'name') expectProperty(input, node);
  });
  hook('jsonata.__evaluate_exit', (node, _input, _environment, result) => {
    const made = node.type === 'binary' || node.type === 'function';
    if (made && typeof result === 'string' && result.length > LONGEST_TEXT) {
      throw new Stop('memory', 'a text became too long');
    }
    const place = strict.get(node);
    if (place !== undefined) expectSomething(place, result);
  });
  return async (inputs, meter) => {
    counting = meter;
    meter.begin();
    const reads = new Reads();
    try {
      const value: unknown = await expression.evaluate(track(inputs, reads));
      const text = resultText(value, reads);
      return { ok: true, text, reads: reads.all };
    } catch (error) {
      return { ok: false, ...failureOf(error) };
    }
  };
}
