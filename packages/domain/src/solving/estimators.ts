/** The rollouts of one task: how many were made, and how many of them got the whole reward. */
export interface Attempts {
  readonly n: number;
  readonly passed: number;
}

function hold({ n, passed }: Attempts, k: number): void {
  const whole = [n, passed, k].every(Number.isSafeInteger);
  if (!whole || passed < 0 || passed > n || k < 1 || k > n)
    throw new RangeError(`no estimate for k = ${k} out of ${passed} passed of ${n}`);
}

/**
 * pass@k: the chance that at least one of k rollouts passes, estimated without bias from n ≥ k of them as
 * 1 - C(n-c, k) / C(n, k) (Chen et al. 2021, arXiv 2107.03374, section 2.1). Written as a product, so that
 * no binomial overflows. Throws a RangeError for k < 1, k > n or counts that cannot be.
 */
export function passAtK(attempts: Attempts, k: number): number {
  hold(attempts, k);
  const { n, passed } = attempts;
  if (n - passed < k) return 1;
  let none = 1;
  for (let i = n - passed + 1; i <= n; i += 1) none *= 1 - k / i;
  return 1 - none;
}

/**
 * pass^k: the chance that all of k rollouts pass, estimated without bias from n ≥ k of them as
 * C(c, k) / C(n, k) (Yao et al. 2024, arXiv 2406.12045, section 4). Throws as `passAtK` does.
 */
export function passHatK(attempts: Attempts, k: number): number {
  hold(attempts, k);
  let all = 1;
  for (let i = 0; i < k; i += 1) all *= Math.max(0, attempts.passed - i) / (attempts.n - i);
  return all;
}
