import { FailureError } from '@firefly/contracts/failure';
import { sha256 } from '@firefly/domain/identity';
import type { JsonObject } from '@firefly/domain/json';
import type { Redactor } from '@firefly/domain/observing/redact';
import type { ToolReply } from '@firefly/domain/ports';
import type { Connection } from './connection.ts';
import type { ToolServersOptions } from './options.ts';
import { anyResult } from './wire.ts';

/** A reply, and whether the conversation can go on after it. */
export interface Called {
  readonly reply: ToolReply;
  readonly usable: boolean;
  /** Instead of the reply: the server wants to be asked later, and has not done anything. */
  readonly putOff?: FailureError;
}

type Limits = Pick<ToolServersOptions, 'callTimeoutMs' | 'maxResponseBytes'>;

/** Makes replies to one call, as they may be kept. */
function replying(redactor: Redactor, args: JsonObject) {
  const kept = redactor.outward(JSON.stringify(args));
  const started = performance.now();
  return (kind: ToolReply['kind'], raw: string): ToolReply => {
    const { text, quarantined, hits } = redactor.outward(raw);
    return {
      kind,
      text,
      sha256: sha256(text),
      durationMs: Math.round(performance.now() - started),
      quarantined: quarantined || kept.quarantined,
      arguments: JSON.parse(kept.text) as JsonObject,
      redactions: hits,
    };
  };
}

/** The reply to a call that was never sent. */
export const lostReply = (redactor: Redactor, args: JsonObject, why: string): ToolReply =>
  replying(redactor, args)('lost', JSON.stringify(why));

export const cancelledCall = (tool: string): FailureError =>
  new FailureError({ kind: 'cancelled', message: `the call of "${tool}" was cancelled` });

/** Calls one tool. Never rejects, but for a call that `signal` cancelled. */
export async function callTool(
  connection: Connection,
  tool: string,
  args: JsonObject,
  limits: Limits,
  signal?: AbortSignal,
): Promise<Called> {
  const { client, recorder, redactor } = connection;
  if (signal?.aborted) throw cancelledCall(tool);
  const answer = replying(redactor, args);
  try {
    const params = { name: tool, arguments: redactor.inward(args) };
    const timeout = limits.callTimeoutMs;
    const reply = await recorder.collect(() =>
      client.request({ method: 'tools/call', params }, anyResult, {
        timeout,
        ...(signal === undefined ? {} : { signal }),
      }),
    );
    if (reply === undefined) throw new Error('the SDK gave a result without a reply');
    const { kind, text } = reply;
    if (kind !== 'deep' && Buffer.byteLength(text) <= limits.maxResponseBytes)
      return { reply: answer(kind, text), usable: true };
    const why =
      kind === 'deep'
        ? 'the reply is nested too deep'
        : `the reply has more than ${limits.maxResponseBytes} bytes`;
    return { reply: answer('lost', JSON.stringify(why)), usable: true };
  } catch (error) {
    if (signal?.aborted) throw cancelledCall(tool);
    const { why, usable, retryAfterMs } = await connection.lossOf(error);
    const reply = answer('lost', JSON.stringify(why));
    if (retryAfterMs === undefined) return { reply, usable };
    const failure = { kind: 'transient', message: why, retryAfterMs } as const;
    return { reply, usable, putOff: new FailureError(failure, { cause: error }) };
  }
}
