import type { Recording } from '@firefly/domain/dataset/recording';
import { isObject, type Json } from '@firefly/domain/json';

/**
 * An error of the server's own. An empty answer is a failure too, but says nothing of the server, and
 * no more does a lost one: it may have been our limits, or the way there.
 */
function isError(recording: Recording): boolean {
  if (recording.kind === 'lost') return false;
  if (recording.kind === 'error') return true;
  const reply = JSON.parse(recording.response) as Json;
  return isObject(reply) && reply.isError === true;
}

/**
 * Why a server is of no use although it lists its tools: the first calls, of two tools or more, all
 * ended in an error of the same words, as where a program or a service behind it is missing. Null
 * if anything speaks for one bad tool or bad arguments only.
 */
export function outOfOrder(calls: readonly Recording[]): string | null {
  const tools = new Set(calls.map((call) => call.tool));
  const failures = new Set(calls.map((call) => call.failure));
  const [failure] = failures;
  if (tools.size < 2 || failures.size > 1 || failure === undefined || failure === null) return null;
  if (!calls.every(isError)) return null;
  return `each of the first ${calls.length} calls, of ${tools.size} tools, failed alike: ${failure}`;
}
