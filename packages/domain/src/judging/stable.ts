import { observe, unsafeLeaves } from '../observing/observe.ts';
import { isVarying } from '../observing/vary.ts';
import { defineCheck } from './check.ts';
import { fieldPlace, flowPlace, type Place, placeOf } from './draft.ts';
import { flowSources } from './flow-sources.ts';

/** What is read comes back the same when asked again: probed, not varying, not in conflict (rule 2.9). */
export const stable = defineCheck('stable', async (draft, context) => {
  const unsafe = new Map(draft.calls.map((call) => [call.id, unsafeLeaves(observe(call.result))]));
  const trouble = ({ call, pointer, shape }: Place): string | null => {
    const varying = context.varying(call.fingerprint);
    if (varying === null) return `${call.server}/${call.tool} was never probed`;
    if (isVarying(varying, shape)) return `${shape} varies between equal calls`;
    if (isVarying(context.conflicts(call.fingerprint), shape)) {
      return `${shape} differs between two recordings of one request`;
    }
    if (unsafe.get(call.id)?.includes(pointer))
      return `${pointer} is an integer too large to be exact`;
    return null;
  };
  const problems = new Set<string>();
  const look = (place: string, at: Place) => {
    const reason = trouble(at);
    if (reason !== null) problems.add(`${place} reads ${at.call.id}: ${reason}`);
  };
  for (const field of draft.fields) {
    for (const source of field.sources) look(fieldPlace(field), placeOf(draft, source));
  }
  for (const flow of draft.flows) {
    for (const at of await flowSources(draft, flow, context)) look(flowPlace(flow), at);
  }
  return { problems: [...problems], seen: 'every leaf that is read was the same when asked again' };
});
