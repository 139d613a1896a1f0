import { valueAt } from '../pointer.ts';
import { convertValue } from '../synthesis/convert.ts';
import { defineCheck, show } from './check.ts';
import { callOf, expressionsOf, placeOf, resultOf, sameJson } from './draft.ts';
import { standsIn } from './stands-in.ts';

/**
 * Each flow computes its argument out of the calls before it, and the value stands where the flow
 * says (rule 2.5). An aggregate stands nowhere: it must have read what it names.
 */
export const flowsHold = defineCheck('flows-hold', async (draft, context) => {
  const problems: string[] = [];
  for (const labelled of expressionsOf(draft)) {
    const { flow } = labelled.part;
    if (flow === undefined) continue;
    const { place } = labelled;
    if (!Object.hasOwn(labelled.inputs, flow.from)) {
      problems.push(`${place} takes a value from a call that is not before ${flow.to}`);
      continue;
    }
    const { value, reads } = await resultOf(labelled, context);
    const converted = convertValue(value, flow.convert);
    const argument = valueAt(callOf(draft, flow.to).arguments, flow.to_pointer);
    if (!sameJson(converted, argument)) {
      problems.push(`${place} gives ${show(converted)}, the argument is ${show(argument)}`);
    }
    const named = placeOf(draft, { call: flow.from, pointer: flow.from_pointer });
    const read = reads.some(
      ({ call, pointer }) => call === flow.from && `${pointer}/`.startsWith(`${named.pointer}/`),
    );
    if (!read) problems.push(`${place} never reads ${flow.from} ${named.pointer}`);
    else if (!standsIn(flow.expression, value, named.value)) {
      problems.push(`${place}: ${show(value)} does not stand at ${flow.from} ${named.pointer}`);
    }
  }
  return { problems, seen: `all ${draft.flows.length} flows give their arguments` };
});
