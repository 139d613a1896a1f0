/** The natural logarithms of the factorials up to n, by adding up. */
function logFactorials(n: number): Float64Array {
  const logs = new Float64Array(n + 1);
  for (let at = 2; at <= n; at += 1) logs[at] = (logs[at - 1] ?? 0) + Math.log(at);
  return logs;
}

/**
 * The exact one-sided upper bound of a rate (C. J. Clopper and E. S. Pearson, Biometrika 26, 1934): the
 * largest rate at which as few as `hits` of `trials` are seen with a chance of `alpha`. 1 where there was no
 * trial. Without a hit it is `1 - alpha^(1/trials)`: 299 trials bound a rate at 1 % with `alpha` 5 %.
 */
export function upperBound(hits: number, trials: number, alpha = 0.05): number {
  if (trials === 0 || hits >= trials) return 1;
  const logs = logFactorials(trials);
  const log = (n: number): number => logs[n] ?? 0;
  /** The chance of at most `hits` at this rate. */
  const chance = (rate: number): number => {
    let sum = 0;
    for (let k = 0; k <= hits; k += 1) {
      const ways = log(trials) - log(k) - log(trials - k);
      sum += Math.exp(ways + k * Math.log(rate) + (trials - k) * Math.log1p(-rate));
    }
    return sum;
  };
  let [low, high] = [hits / trials, 1];
  // Half a hundred halvings leave no bit of a double to decide.
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (middle > 0 && chance(middle) <= alpha) high = middle;
    else low = middle;
  }
  return high;
}
