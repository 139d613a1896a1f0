import { UNRATED_PER_SECOND } from './narrowing.ts';

/**
 * Slots of a limited server lie this much further apart than 1/rate: requests set out on time and
 * arrive bunched, and at 1/rate a server limited to 50 a second saw 52.
 */
const STRETCH = 1.08;

/** Microseconds between two slots of a server that takes so many requests a second. */
export const spacingUs = (perSecond: number): number => Math.ceil((STRETCH * 1e6) / perSecond);

/**
 * So many milliseconds after its slot a request may still set out. The stretch makes up for 80 ms
 * between the earliest and the latest; the other 50 are for the way to the server.
 */
export const LATEST_MS = 30;

/** Spacing by the rate that an operator set, and the one that is doubled while it is narrowed; in µs. */
export const spacingsOf = (perSecond: number | undefined): { usual: number; base: number } => ({
  usual: perSecond === undefined ? 0 : spacingUs(perSecond),
  base: spacingUs(perSecond ?? UNRATED_PER_SECOND),
});

/** Until a server with no lease to give is asked again: nobody knows when a call will end. */
export const NO_LEASE_RETRY_MS = 50;
