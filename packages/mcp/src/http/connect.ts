import { FailureError } from '@firefly/contracts/failure';
import { makeRedactor } from '@firefly/domain/observing/redact';
import {
  SdkError,
  SdkErrorCode,
  type VersionNegotiationOptions,
} from '@modelcontextprotocol/client';
import type { HttpEntry } from '../config/servers-file.ts';
import type { Gate } from '../limits/gate.ts';
import {
  type Connection,
  HandshakeRefused,
  isRefusal,
  isTimeout,
  type Loss,
  makeClient,
  reasonOf,
  STOPPED,
  wireBytes,
} from '../session/connection.ts';
import type { ToolServersOptions } from '../session/options.ts';
import { messageTold } from '../session/told.ts';
import { HttpFault } from './fault.ts';
import { faultOf } from './sdk-fault.ts';
import { HttpTransport } from './transport.ts';

/** Rejects when the promise takes too long or `signal` ends it: the SDK does neither to a notification. */
async function within<T>(timeoutMs: number, signal: AbortSignal, promise: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const stop = () => late.reject(new HttpFault(STOPPED));
  signal.addEventListener('abort', stop);
  const why = `did not answer within ${timeoutMs} ms`;
  const timer = setTimeout(() => late.reject(new HttpFault(why)), timeoutMs);
  try {
    return await Promise.race([promise, late.promise]);
  } catch (error) {
    throw isTimeout(error) ? new HttpFault(why, {}, { cause: error }) : error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/** What went wrong in the handshake; its message follows "it". */
function faultAtStart(error: unknown): HttpFault {
  const fault = faultOf(error, false);
  if (fault instanceof HttpFault) return fault;
  if (isRefusal(error))
    return new HttpFault(`refused the handshake: ${error.message}`, { spoken: true });
  return new HttpFault(`did not speak MCP: ${reasonOf(error)}`, {}, { cause: error });
}

/** Why a call got no reply. `server` names it with its place. */
function lossOf(error: unknown, server: string, callTimeoutMs: number): Loss {
  if (isTimeout(error)) return { why: `no reply came within ${callTimeoutMs} ms`, usable: false };
  if (error instanceof HttpFault)
    return {
      why: `${server} ${error.message}`,
      usable: error.usable,
      retryAfterMs: error.retryAfterMs,
    };
  if (error instanceof SdkError && error.code === SdkErrorCode.ConnectionClosed)
    return { why: `the session with ${server} ended before it replied`, usable: false };
  return { why: `${server} did not answer in MCP: ${reasonOf(error)}`, usable: false };
}

/** The greeting, its confirmation, and the stream for what the server says unasked. */
const HANDSHAKE = 3;

/** Opens a session with a server over HTTP; a server without sessions is asked call by call. */
export async function connectHttp(
  entry: HttpEntry,
  options: ToolServersOptions,
  how: VersionNegotiationOptions,
  signal: AbortSignal,
  gate: Gate,
): Promise<Connection> {
  const { startTimeoutMs, callTimeoutMs, maxResponseBytes } = options;
  const redactor = makeRedactor({ secrets: entry.secrets });
  const place = ` at ${new URL(entry.url).origin}`;
  const unusable = (error: unknown): Error => {
    const fault = signal.aborted ? new HttpFault(STOPPED) : faultAtStart(error);
    const told = `server "${entry.name}"${place} cannot be used: it ${fault.message}`;
    const message = messageTold(told, redactor);
    const failure = new FailureError(
      signal.aborted ? { kind: 'cancelled', message } : fault.failure(message),
      { cause: error },
    );
    return fault.spoken ? new HandshakeRefused(failure) : failure;
  };
  const handshake = async () => {
    const transport = new HttpTransport(
      entry.url,
      entry.headers,
      wireBytes(maxResponseBytes),
      gate,
    );
    const client = makeClient(how);
    try {
      const request = { timeout: startTimeoutMs, maxTotalTimeout: startTimeoutMs, signal };
      await within(startTimeoutMs, signal, client.connect(transport, request));
      return { client, transport };
    } catch (error) {
      await transport.close();
      throw error;
    }
  };
  const { client, transport } = await gate({ signal, requests: HANDSHAKE }, handshake).catch(
    (error: unknown) => {
      throw error instanceof FailureError ? error : unusable(error);
    },
  );
  const ended = Promise.withResolvers<void>();
  let closing: Promise<void> | undefined;
  return {
    client,
    recorder: transport.recorder,
    redactor,
    place,
    ended: ended.promise,
    async lossOf(error) {
      const loss = lossOf(error, `the server${place}`, callTimeoutMs);
      return { ...loss, why: messageTold(loss.why, redactor) };
    },
    close() {
      closing ??= client.close().finally(ended.resolve);
      return closing;
    },
  };
}
