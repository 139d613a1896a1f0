import { failureOfReply } from '../observing/failure.ts';
import { observe } from '../observing/observe.ts';
import { defineCheck } from './check.ts';
import { sameJson } from './draft.ts';

/** Every call gave data, and its observation is what `observe` makes of its result (rule 2.1). */
export const callsSucceeded = defineCheck('calls-succeeded', (draft) => {
  const problems = draft.calls.flatMap((call) => {
    const failure = failureOfReply(
      { kind: 'result', text: JSON.stringify(call.result) },
      call.observation,
    );
    if (failure !== null) return [`${call.id} did not succeed: ${failure}`];
    return sameJson(observe(call.result), call.observation)
      ? []
      : [`the observation of ${call.id} is not what its result says`];
  });
  return { problems, seen: `all ${draft.calls.length} calls gave data` };
});
