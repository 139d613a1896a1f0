import { canonicalJson } from '../../identity.ts';
import type { Json } from '../../json.ts';
import { observe } from '../../observing/observe.ts';
import { leavesOf, valueAt } from '../../pointer.ts';
import type { StoredReply } from '../replay.ts';
import { isFailure, parsedResponse } from '../tool-index.ts';

type Reply = Pick<StoredReply, 'kind' | 'response'>;

/** How an answer compares with what the server said to the same request. */
export interface Compared {
  readonly equal: boolean;
  readonly fields: { readonly equal: number; readonly all: number };
  /** The server gave an error. */
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
  const failures = [isFailure(recorded), isFailure(answer)];
  const [wanted, given] = [observed(recorded), observed(answer)];
  const leaves = [...leavesOf(wanted)];
  const alike = leaves.filter(({ pointer, value }) => valueAt(given, pointer) === value);
  const results =
    recorded.kind === answer.kind && same(parsedResponse(recorded), parsedResponse(answer));
  return {
    equal: results || (!failures.includes(true) && same(wanted, given)),
    fields: { equal: alike.length, all: leaves.length },
    error: failures[0] === true,
  };
}
