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

/** Sends a request once it may be sent; its own wait is no part of a call. */
type Send = <T>(request: () => Promise<T>) => Promise<T>;

/** Makes replies to one call, as they may be kept; `sent` tells when it set out. */
function replying(redactor: Redactor, args: JsonObject, sent: () => number) {
  const kept = redactor.outward(JSON.stringify(args));
  return (kind: ToolReply['kind'], raw: string): ToolReply => {
    const { text, quarantined, hits } = redactor.outward(raw);
    return {
      kind,
      text,
      sha256: sha256(text),
      durationMs: Math.round(performance.now() - sent()),
      quarantined: quarantined || kept.quarantined,
      arguments: JSON.parse(kept.text) as JsonObject,
      redactions: hits,
    };
  };
}

/** The reply to a call that was never sent. */
export const lostReply = (redactor: Redactor, args: JsonObject, why: string): ToolReply =>
  replying(redactor, args, () => performance.now())('lost', JSON.stringify(why));

export const cancelledCall = (tool: string): FailureError =>
  new FailureError({ kind: 'cancelled', message: `the call of "${tool}" was cancelled` });

/**
 * Calls one tool. Rejects only for a call that was not made: because `signal` cancelled it, or as `send`
 * rejects.
 */
export async function callTool(
  connection: Connection,
  tool: string,
  args: JsonObject,
  limits: Limits,
  send: Send,
  signal?: AbortSignal,
): Promise<Called> {
  const { client, recorder, redactor } = connection;
  if (signal?.aborted) throw cancelledCall(tool);
  let started = performance.now();
  let failed: unknown;
  const answer = replying(redactor, args, () => started);
  try {
    const request = async () => {
      const params = { name: tool, arguments: redactor.inward(args) };
      const timeout = limits.callTimeoutMs;
      started = performance.now();
      const reply = await recorder.collect(() =>
        client.request({ method: 'tools/call', params }, anyResult, {
          timeout,
          ...(signal === undefined ? {} : { signal }),
        }),
      );
      if (reply === undefined) throw new Error('the SDK gave a result without a reply');
      return reply;
    };
    const reply = await send(() =>
      request().catch((error: unknown) => {
        failed = error;
        throw error;
      }),
    );
    const { kind, text } = reply;
    if (kind !== 'deep' && Buffer.byteLength(text) <= limits.maxResponseBytes)
      return { reply: answer(kind, text), usable: true };
    const why =
      kind === 'deep'
        ? 'the reply is nested too deep'
        : `the reply has more than ${limits.maxResponseBytes} bytes`;
    return { reply: answer('lost', JSON.stringify(why)), usable: true };
  } catch (error) {
    // Of `send` itself: the server has not been asked.
    if (error !== failed) throw error;
    if (signal?.aborted) throw cancelledCall(tool);
    const { why, usable, retryAfterMs } = await connection.lossOf(error);
    const reply = answer('lost', JSON.stringify(why));
    if (retryAfterMs === undefined) return { reply, usable };
    const failure = { kind: 'transient', message: why, retryAfterMs } as const;
    return { reply, usable, putOff: new FailureError(failure, { cause: error }) };
  }
}
