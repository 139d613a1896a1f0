import { FailureError } from '@firefly/contracts/failure';
import { sha256 } from '@firefly/domain/identity';
import type { JsonObject } from '@firefly/domain/json';
import type { ToolReply } from '@firefly/domain/ports';
import { SdkError, SdkErrorCode } from '@modelcontextprotocol/client';
import type { Connection } from './connect.ts';
import type { ToolServersOptions } from './options.ts';
import { anyResult } from './wire.ts';

/** A reply, and whether the conversation can go on after it. */
export interface Called {
  readonly reply: ToolReply;
  readonly usable: boolean;
}

type Limits = Pick<ToolServersOptions, 'callTimeoutMs' | 'maxResponseBytes'>;

/** Why no reply came, in one sentence, and whether the process may still be spoken to. */
async function lossOf(error: unknown, connection: Connection, limits: Limits): Promise<string> {
  if (connection.transport.fault === 'overflowed')
    return `the server wrote a reply of more than ${limits.maxResponseBytes} bytes`;
  if (error instanceof SdkError && error.code === SdkErrorCode.RequestTimeout)
    return `no reply came within ${limits.callTimeoutMs} ms`;
  // The pipe broke: how the process ended says why. It is stopped, so this ends.
  await connection.close();
  return `the server ${await connection.ended} before it replied`;
}

/** Calls one tool. Never rejects, but for a call that `signal` cancelled. */
export async function callTool(
  connection: Connection,
  tool: string,
  args: JsonObject,
  limits: Limits,
  signal?: AbortSignal,
): Promise<Called> {
  const { client, transport, redactor } = connection;
  const cancelled = () =>
    new FailureError({ kind: 'cancelled', message: `the call of "${tool}" was cancelled` });
  if (signal?.aborted) throw cancelled();
  const kept = redactor.outward(JSON.stringify(args));
  const started = performance.now();
  const answer = (kind: ToolReply['kind'], raw: string): ToolReply => {
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
  try {
    const params = { name: tool, arguments: redactor.inward(args) };
    const timeout = limits.callTimeoutMs;
    const reply = await transport.collect(() =>
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
    if (signal?.aborted) throw cancelled();
    const why = await lossOf(error, connection, limits);
    return { reply: answer('lost', JSON.stringify(why)), usable: false };
  }
}
