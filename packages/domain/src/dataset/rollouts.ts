import { type Attempts, passAtK, passHatK } from '../solving/estimators.ts';

/** What the rollouts of a task came to: the attempts of one solver in the simulator, and without any tool. */
export interface Rollouts {
  readonly model: string;
  /** The prompt that the solver was asked with. */
  readonly prompt: { readonly name: string; readonly version: number; readonly hash: string };
  /** Attempts with the tools that the task offers. */
  readonly n: number;
  /** Attempts whose reward was 1. */
  readonly passed: number;
  /** By k: the chance that one of k attempts passes, at least. */
  readonly pass_at_k: Readonly<Record<string, number>>;
  /** By k: the chance that each of k attempts passes. */
  readonly pass_hat_k: Readonly<Record<string, number>>;
  /** Attempts without the tools. */
  readonly closed_book: { readonly n: number; readonly passed: number };
}

/** The k that are told of n attempts: 1, 2, 4, … and n itself. */
function kOf(n: number): number[] {
  const found: number[] = [];
  for (let k = 1; k < n; k *= 2) found.push(k);
  return n < 1 ? [] : [...found, n];
}

/** What attempts came to, with the estimates for each k that is told. */
export function rolloutsOf(
  { model, prompt }: Pick<Rollouts, 'model' | 'prompt'>,
  attempts: Attempts,
  closedBook: Attempts,
): Rollouts {
  const by = (estimate: typeof passAtK) =>
    Object.fromEntries(kOf(attempts.n).map((k) => [String(k), estimate(attempts, k)]));
  const { n, passed } = attempts;
  return {
    ...{ model, prompt, n, passed, pass_at_k: by(passAtK), pass_hat_k: by(passHatK) },
    closed_book: { n: closedBook.n, passed: closedBook.passed },
  };
}
