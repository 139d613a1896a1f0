import type { Limiter } from '@firefly/domain/ports';

/** What a store keeps of one server. */
export interface Kept {
  readonly freeAtUs: number;
  /** Leases there, ended or not. */
  readonly leases: number;
}

/** Limiters as several workers have them, and what the store itself knows. */
export interface Limiters {
  /** Each with connections of its own. */
  readonly workers: readonly Limiter[];
  kept(key: string): Promise<Kept>;
  /** The next free slot after each change, in the order of the changes; by the clock of the store. */
  freeAtUs(key: string): Promise<number[]>;
  close(): Promise<void>;
}

/** Starts limiters of so many workers on an empty store. */
export type StartLimiters = (workers: number) => Promise<Limiters>;
