/**
 * How many requests may be under way at once, as the provider shows that it takes them: a little more after
 * each that went well, half after one that was too many (additive increase, multiplicative decrease: Chiu and
 * Jain, 1989). Pure; `gate.ts` holds the requests to it.
 */
export interface Crowd {
  /** May be a fraction: only whole requests are let in. */
  readonly limit: number;
  /** Counts the halvings: a request that began before the last one tells nothing new. */
  readonly age: number;
}

const FIRST = 4;

export const newCrowd = (most: number): Crowd => ({ limit: Math.min(FIRST, most), age: 0 });

/** One went well: by one more when as many as are allowed have. */
export const grown = (crowd: Crowd, most: number): Crowd => ({
  ...crowd,
  limit: Math.min(crowd.limit + 1 / crowd.limit, most),
});

/** One that began at `age` was too many. */
export const halved = (crowd: Crowd, age: number): Crowd =>
  age < crowd.age ? crowd : { limit: Math.max(1, crowd.limit / 2), age: crowd.age + 1 };
