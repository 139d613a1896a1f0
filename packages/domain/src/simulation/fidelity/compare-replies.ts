import { canonicalJson } from '../../identity.ts';
import type { Json } from '../../json.ts';
import { observe } from '../../observing/observe.ts';
import { leavesOf, valueAt } from '../../pointer.ts';
import type { StoredReply } from '../replay.ts';
import { parsedResponse } from '../tool-index.ts';

type Reply = Pick<StoredReply, 'kind' | 'response' | 'succeeded'>;

/** How an answer compares with what the server said to the same request. */
export interface Compared {
  readonly equal: boolean;
  readonly fields: { readonly equal: number; readonly all: number };
  /** The call failed at the server. */
  readonly error: boolean;
}

/** Whether two values are the same JSON; texts that no hash takes are compared as they are written. */
function same(a: unknown, b: unknown): boolean {
  try {
    return canonicalJson(a) === canonicalJson(b);
  } catch {
    return JSON.stringify(a) === JSON.stringify(b);
  }
}

const observed = (reply: Reply): Json =>
  reply.kind === 'error' ? null : observe((parsedResponse(reply) ?? null) as Json);

/** Holds an answer against the recorded reply. Equal is the same result, or for successes the same observation. */
export function compareReplies(recorded: Reply, answer: Reply): Compared {
  const [wanted, given] = [observed(recorded), observed(answer)];
  const leaves = [...leavesOf(wanted)];
  const alike = leaves.filter(({ pointer, value }) => valueAt(given, pointer) === value);
  const results =
    recorded.kind === answer.kind && same(parsedResponse(recorded), parsedResponse(answer));
  return {
    equal: results || (recorded.succeeded && answer.succeeded && same(wanted, given)),
    fields: { equal: alike.length, all: leaves.length },
    error: !recorded.succeeded,
  };
}
