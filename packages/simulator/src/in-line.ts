import { unavailable } from './problem.ts';

/** Does so much work at once and no more; what comes then waits in line for its turn. */
export type Line = <T>(work: () => Promise<T>) => Promise<T>;

/** A line in which so many may wait; who comes behind them gets a `Problem` and may come again. */
export function makeLine(most: { readonly atOnce: number; readonly waiting: number }): Line {
  const waiting: (() => void)[] = [];
  let busy = 0;
  return async (work) => {
    if (busy < most.atOnce) busy += 1;
    else if (waiting.length >= most.waiting)
      throw unavailable('Too many bundles are asked for at once. Try again soon.');
    else await new Promise<void>((turn) => waiting.push(turn));
    try {
      return await work();
    } finally {
      // Whoever is next takes the place over: nobody slips in between.
      const next = waiting.shift();
      if (next === undefined) busy -= 1;
      else next();
    }
  };
}
