import type { Limiter } from '@firefly/domain/ports';

/** Limits and surroundings of all servers of a run. */
export interface ToolServersOptions {
  /** Where working copies are made; it exists, and is ours to fill. */
  readonly tempDir: string;
  readonly callTimeoutMs: number;
  /** For starting, the handshake, and each page of the list. */
  readonly startTimeoutMs: number;
  /** A larger reply is recorded as lost. */
  readonly maxResponseBytes: number;
  /** Asked for servers with a `rateLimit`, and for those over HTTP. */
  readonly limiter: Limiter;
  /** A request that would wait longer for its slot is put off; by default a few seconds. */
  readonly patienceMs?: number;
  /** Our environment, of which servers inherit very little. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}
