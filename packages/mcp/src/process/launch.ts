/** What the watchdog is told to start, as one line of JSON on its control channel. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment of the server: nothing is added to it. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** How long the server may take after its input ended, and again after SIGTERM, in milliseconds. */
  readonly graceMs: number;
}

/** What the watchdog says on the same channel, one line each. */
export type Report =
  | { readonly kind: 'started'; readonly pid: number }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'exited'; readonly code: number | null; readonly signal: string | null };

/** The file descriptor of the control channel in the watchdog. */
export const CONTROL_FD = 3;
