import type { Library } from './library.ts';

/** Where sessions get their libraries from. */
export interface Libraries {
  /** The library of a run, null if it has none; without a run, that of the one bundle. */
  of(runId: string | undefined): Promise<Library | null>;
  /** Whether what was opened from it may still be used: a run that was removed is answered no more. */
  has(runId: string | undefined): Promise<boolean> | true;
  close(): void;
}
