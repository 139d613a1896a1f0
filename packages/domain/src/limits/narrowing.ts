/**
 * How much narrower the limit of a server is that said it was asked too often. Each refusal halves the
 * rate; from the end of the rest that the server asked for, one halving is forgotten in `FORGET_MS`,
 * little by little. A refusal of a request that set out before an earlier rest was over tells nothing new.
 */
export interface Narrowing {
  /** So often was the rate halved, as of `from`. */
  readonly halvings: number;
  /** The end of the rest, in milliseconds of whatever clock. */
  readonly from: number;
}

/** Until one halving is forgotten. */
export const FORGET_MS = 30_000;
/** The rate is not halved more often: a thirty-second part is left. */
export const MOST_HALVINGS = 5;
/** A server that names no time, or none worth the name, is left alone for so long. */
export const SHORTEST_REST_MS = 250;
/** What is halved where nobody set a rate: without a refusal such a server is not slowed at all. */
export const UNRATED_PER_SECOND = 20;

export const NOT_NARROWED: Narrowing = { halvings: 0, from: Number.NEGATIVE_INFINITY };

/** How many of the halvings are left. */
export const halvingsAt = ({ halvings, from }: Narrowing, now: number): number =>
  halvings === 0 ? 0 : Math.max(0, halvings - Math.max(0, now - from) / FORGET_MS);

/** After one more refusal. */
export function narrowed(before: Narrowing, restMs: number, now: number): Narrowing {
  const from = now + Math.max(restMs, SHORTEST_REST_MS);
  if (from <= before.from) return before;
  const more = now >= before.from ? 1 : 0;
  return { halvings: Math.min(MOST_HALVINGS, halvingsAt(before, now) + more), from };
}
