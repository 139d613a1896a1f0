import type { JsonObject } from '../json.ts';

/** What a server did with a call. `lost`: no reply came (time-out, exit, broken pipe). */
export type ReplyKind = 'result' | 'error' | 'lost';

/**
 * One canonical request and its response, after redaction.
 * `response` is the JSON text of the JSON-RPC `result` (kind `result`) or `error` object (kind `error`),
 * serialized once and never rewritten; `sha256` is the hex digest of that text.
 */
export interface Recording {
  readonly server: string;
  readonly tool: string;
  readonly fingerprint: string;
  readonly arguments: JsonObject;
  readonly state_key: string | null;
  readonly kind: ReplyKind;
  readonly response: string;
  readonly sha256: string;
  readonly duration_ms: number;
  /** Null when the call succeeded; else why it is not taken as a success. */
  readonly failure: string | null;
  /** What redaction replaced in the response, by name. Absent: nothing. */
  readonly redactions?: Readonly<Record<string, number>>;
}
