/** One thing in a bundle that does not hold. `place` is a JSON Pointer into the row, or a line. */
export interface Mismatch {
  readonly file: string;
  /** Id of the task, where the mismatch belongs to one. */
  readonly task: string | null;
  readonly place: string;
  readonly message: string;
}

const kinds = [
  'files',
  'tools',
  'recordings',
  'tasks',
  'calls',
  'arguments',
  'bindings',
  'flows',
  'literals',
  'fields',
  'answers',
  'trajectories',
] as const;

/** What was recomputed, by kind. */
export type Recomputed = Record<(typeof kinds)[number], number>;

/** Mismatches of a broken file are alike; a report keeps this many and counts the rest. */
export const MAX_MISMATCHES = 1_000;

/** Collects what verification finds and counts what it recomputed. */
export interface Findings {
  readonly mismatches: Mismatch[];
  readonly recomputed: Recomputed;
  omitted: number;
  add(mismatch: Mismatch): void;
  count(kind: keyof Recomputed, by?: number): void;
}

export function makeFindings(): Findings {
  const recomputed = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Recomputed;
  return {
    mismatches: [],
    recomputed,
    omitted: 0,
    add(mismatch) {
      if (this.mismatches.length < MAX_MISMATCHES) this.mismatches.push(mismatch);
      else this.omitted += 1;
    },
    count(kind, by = 1) {
      recomputed[kind] += by;
    },
  };
}

/** A short rendering of a value for a message. */
export const show = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
};

/** A message of anything thrown. */
export const thrownMessage = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);
