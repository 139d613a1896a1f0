import { canonicalJson } from '@firefly/domain/identity';
import type { Json } from '@firefly/domain/json';
import { standsIn } from '@firefly/domain/judging/stands-in';
import { valueAt } from '@firefly/domain/pointer';
import { convertValue } from '@firefly/domain/synthesis/convert';
import type { TaskContext } from './context.ts';
import { show } from './findings.ts';

const same = (a: Json, b: Json): boolean => canonicalJson(a) === canonicalJson(b);

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
    if (there === undefined || !standsIn(flow.expression, found.value, there))
      add(`${place}/from_pointer`, `${show(found.value)} does not stand there in ${flow.from}`);
  }
}
