import type { FailureError } from '@firefly/contracts/failure';
import type { Redactor } from '@firefly/domain/observing/redact';
import {
  Client,
  ProtocolError,
  SdkError,
  SdkErrorCode,
  type VersionNegotiationOptions,
} from '@modelcontextprotocol/client';
import type { Recorder } from './recorder.ts';

/** Why no reply came to a request, in one sentence. */
export interface Loss {
  readonly why: string;
  /** The connection may be used on: only this one request failed. */
  readonly usable: boolean;
  /** The server did not take the call, and said when it will. */
  readonly retryAfterMs?: number | undefined;
}

/** A conversation with a server after the handshake, over whatever it is spoken to. */
export interface Connection {
  readonly client: Client;
  readonly recorder: Recorder;
  readonly redactor: Redactor;
  /** Where the server is, as words that follow its name; empty if here. */
  readonly place: string;
  /** Resolves when nothing more can come. */
  readonly ended: Promise<unknown>;
  /** What it means that a call failed with this error of the SDK. */
  lossOf(error: unknown): Promise<Loss>;
  /** Ends it on both sides; may be called again; never rejects. */
  close(): Promise<void>;
}

/** The newer way to speak, without a handshake. */
export const MODERN: VersionNegotiationOptions = { mode: { pin: '2026-07-28' } };
/** The older way, in which a handshake comes first. */
export const LEGACY: VersionNegotiationOptions = { mode: 'legacy' };

/** The server speaks MCP, but refused to do it this way: then it may know the other way only. */
export class HandshakeRefused extends Error {
  /** What to say if it does not. */
  readonly failure: FailureError;
  constructor(failure: FailureError) {
    super(failure.message, { cause: failure });
    this.failure = failure;
  }
}

/** Whether an error of the SDK's says that the server refused this way of speaking, and not that it failed. */
export const isRefusal = (error: unknown): error is Error =>
  error instanceof ProtocolError ||
  // With a cause it is the way there that failed.
  (error instanceof SdkError &&
    error.code === SdkErrorCode.EraNegotiationFailed &&
    error.cause === undefined);

export const makeClient = (versionNegotiation: VersionNegotiationOptions): Client =>
  new Client({ name: 'firefly', version: '0.1.0' }, { versionNegotiation });

/** Of what stands on the wire for one reply: the text may stand there twice, and has an envelope. */
export const wireBytes = (maxResponseBytes: number): number => 2 * maxResponseBytes + 65_536;

/** What is said of a server whose start was ended by us, as words that follow "it". */
export const STOPPED = 'was stopped while it started';

export const isTimeout = (error: unknown): boolean =>
  error instanceof SdkError && error.code === SdkErrorCode.RequestTimeout;

export const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
