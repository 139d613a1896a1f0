/**
 * A bench measures something of ours, beside a baseline where there is one, and says what it must reach.
 * Each is a file `test/bench/NAME.ts` that exports `bench`; `npm run bench -- NAME` runs it.
 */
export type Bench = (kit: Kit) => Promise<readonly Finding[]>;

/** What a bench is given. */
export interface Kit {
  /** Aborted by Ctrl-C: stop, close what is open, reject. */
  readonly signal: AbortSignal;
  /** A folder of its own that everyone may enter; removed afterwards. */
  readonly folder: string;
  /** Shows what is being done now. */
  readonly say: (text: string) => void;
}

/** What a metric must reach: its ratio to the baseline at least or at most, or its value at most. */
export type Bar =
  | { readonly of: 'ratio'; readonly atLeast: number }
  | { readonly of: 'ratio'; readonly atMost: number }
  | { readonly of: 'value'; readonly atMost: number };

/** A metric as `bench/results/NAME.json` keeps it; baseline and ratio are null where there is none. */
export interface Result {
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline: number | null;
  /** `value / baseline`. */
  readonly ratio: number | null;
  readonly bar: number | null;
  /** True where there is no bar. */
  readonly ok: boolean;
}

/** A measured metric, with what only the table shows. */
export interface Measured {
  readonly result: Result;
  readonly bar: Bar | undefined;
  /** The smallest and the largest ratio of one round. */
  readonly spread: readonly [number, number] | undefined;
}

/** A metric that this machine cannot measure, and why. */
export interface Skipped {
  readonly metric: string;
  readonly skipped: string;
}

export type Finding = Measured | Skipped;
