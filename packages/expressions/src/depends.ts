import type { Json, JsonObject } from '@firefly/domain/json';
import { fromPointer, leavesOf, valueAt } from '@firefly/domain/pointer';
import type { ReadLeaf } from '@firefly/domain/ports';
import { type Dropping, droppings } from './dropping.ts';
import type { Meter } from './meter.ts';
import { replacements } from './replacements.ts';
import type { Outcome, Run } from './sandbox.ts';

export interface Question {
  readonly run: Run;
  /** Changed in place while a replacement is tried, and put back. */
  readonly inputs: JsonObject;
  readonly leaves: readonly ReadLeaf[];
  readonly alternatives: Readonly<Record<string, readonly Json[]>>;
  readonly counted: Dropping;
  /** Of all evaluations of the search. */
  readonly meter: Meter;
}

/** `value`: another value came out. `error`: none did, but the evaluation failed. */
type Effect = 'value' | 'error' | 'none';

const nameOf = (leaf: ReadLeaf): string => `${leaf.call}${leaf.pointer}`;

/** The object or array that holds a leaf, and its key there. */
function holderOf(
  inputs: JsonObject,
  leaf: ReadLeaf,
): { holder: object; key: string; value: Json } {
  const keys = [leaf.call, ...fromPointer(leaf.pointer)];
  const key = keys.pop() ?? '';
  let holder: Json | undefined = inputs;
  for (const name of keys) {
    holder =
      typeof holder === 'object' && holder !== null && Object.hasOwn(holder, name)
        ? (holder as JsonObject)[name]
        : undefined;
  }
  const value = Object.hasOwn(inputs, leaf.call) && valueAt(inputs[leaf.call], leaf.pointer);
  if (typeof holder !== 'object' || holder === null || value === undefined) {
    throw new Error(`${nameOf(leaf)} does not stand in the inputs`);
  }
  if (typeof value === 'object' && value !== null) throw new Error(`${nameOf(leaf)} is no scalar`);
  return { holder, key, value };
}

const put = (holder: object, key: string, value: Json): void => {
  // Defined, not assigned: `__proto__` is a key like any other.
  Object.defineProperty(holder, key, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
};

/**
 * The leaves whose replacement changes the result. A failure counts as a change only if some
 * replacement of some leaf gives another *value*: a constant dressed up as a lookup,
 * `42 + 0 * c1.rows[name='a'].n`, fails without `a` and still depends on nothing.
 *
 * Each leaf costs at least one evaluation, so the search is bounded by the steps of them all, and throws
 * when they are spent: on every machine at the same leaf.
 */
export async function dependingLeaves(question: Question): Promise<readonly ReadLeaf[]> {
  const { inputs, leaves, alternatives, counted, meter } = question;
  const run = async (): Promise<Outcome> => {
    const outcome = await question.run(inputs, meter);
    // What ran out of steps says nothing about the leaf.
    if (meter.exhausted !== null) throw new Error(meter.exhausted);
    return outcome;
  };
  const base = await run();
  if (!base.ok)
    throw new Error(`the expression fails on its own inputs (${base.reason}): ${base.detail}`);
  const { text: expected, reads } = base;
  const results = [...leavesOf(JSON.parse(expected) as Json).take(20)].map(({ value }) =>
    String(value),
  );
  let proven = false;

  async function effectOf(leaf: ReadLeaf): Promise<Effect> {
    const { holder, key, value } = holderOf(inputs, leaf);
    let effect: Effect = 'none';
    for (const other of replacements(value, alternatives[nameOf(leaf)] ?? [], results)) {
      put(holder, key, other);
      const outcome = await run().finally(() => put(holder, key, value));
      if (outcome.ok && outcome.text !== expected) return 'value';
      if (!outcome.ok) effect = 'error';
      if (effect === 'error' && proven) return effect;
    }
    for (const drop of droppings(inputs, leaf, counted)) {
      const undo = drop();
      const outcome = await run().finally(undo);
      if (outcome.ok && outcome.text !== expected) return 'value';
    }
    return effect;
  }

  const found: ReadLeaf[] = [];
  for (const leaf of leaves) {
    const effect = await effectOf(leaf);
    proven ||= effect === 'value';
    if (effect !== 'none') found.push(leaf);
  }
  if (proven || found.length === 0) return found;
  const asked = new Set(leaves.map(nameOf));
  for (const leaf of reads) {
    if (!asked.has(nameOf(leaf)) && (await effectOf(leaf)) === 'value') return found;
  }
  return [];
}
