import type { TaskFlow } from '@firefly/domain/dataset/task';
import { canonicalJson } from '@firefly/domain/identity';
import type { Json } from '@firefly/domain/json';
import { leavesOf, valueAt } from '@firefly/domain/pointer';
import { convertValue } from '@firefly/domain/synthesis/convert';
import { parseExpression } from '@firefly/domain/synthesis/expression-ast';
import type { TaskContext } from './context.ts';
import { show } from './findings.ts';

const same = (a: Json, b: Json): boolean => canonicalJson(a) === canonicalJson(b);

const totals = new Set(['$count', '$sum', '$average']);

/**
 * Whether a value stands at a place: it is what stands there (before or after conversion), a part
 * of a text, every element of a list a leaf below it, or a total over what lies below it.
 */
function standsIn(value: Json, there: Json, flow: TaskFlow): boolean {
  if (same(value, there)) return true;
  const converted = convertValue(there, flow.convert);
  const wanted = convertValue(value, flow.convert);
  if (converted !== undefined && wanted !== undefined && same(converted, wanted)) return true;
  if (typeof there === 'string')
    return (Array.isArray(value) ? value : [value]).every(
      (part) => typeof part !== 'object' && there.includes(String(part)),
    );
  if (there === null || typeof there !== 'object') return false;
  const leaves = new Set([...leavesOf(there)].map((leaf) => canonicalJson(leaf.value)));
  if (Array.isArray(value) && value.every((item) => leaves.has(canonicalJson(item)))) return true;
  const parsed = parseExpression(flow.expression);
  return parsed.ok && parsed.facts.functions.some((name) => totals.has(name));
}

/** Every flow is evaluated again on the calls before its own, and its value is found at its source. */
export async function verifyFlows(context: TaskContext): Promise<void> {
  const { task, evaluate, add, count } = context;
  for (const [index, flow] of task.flows.entries()) {
    count('flows');
    const place = `/flows/${index}`;
    const from = context.indexOf(flow.from);
    const to = context.indexOf(flow.to);
    const source = task.calls[from];
    const target = task.calls[to];
    if (source === undefined || target === undefined || from >= to) {
      add(place, `does not lead from an earlier call to a later one: ${flow.from} to ${flow.to}`);
      continue;
    }
    const found = await evaluate.evaluate(flow.expression, context.inputs(to));
    if (!found.ok) {
      add(`${place}/expression`, `gives nothing: ${found.reason}, ${found.detail}`);
      continue;
    }
    const converted = convertValue(found.value, flow.convert);
    const argument = valueAt(target.arguments, flow.to_pointer);
    if (argument === undefined)
      add(`${place}/to_pointer`, `no argument of ${flow.to} stands there`);
    else if (converted === undefined || !same(converted, argument))
      add(
        `${place}/expression`,
        `gives ${show(converted ?? found.value)}; the argument of ${flow.to} is ${show(argument)}`,
      );
    const there = valueAt(source.observation, flow.from_pointer);
    if (there === undefined || !standsIn(found.value, there, flow))
      add(`${place}/from_pointer`, `${show(found.value)} does not stand there in ${flow.from}`);
  }
}
