import { rolloutsOf } from '@firefly/domain/dataset/rollouts';
import { canonicalJson } from '@firefly/domain/identity';
import { decide } from '@firefly/domain/judging/opinions/decide';
import { measuredLevel } from '@firefly/domain/solving/measured-level';
import type { TaskContext } from './context.ts';

/** Sums of floating point numbers may be written with six decimals. */
const PRECISION = 1e-6;

type Estimates = Readonly<Record<string, number>>;

const same = (stated: Estimates, found: Estimates): boolean =>
  Object.keys(stated).join() === Object.keys(found).join() &&
  Object.entries(found).every(([k, value]) => Math.abs((stated[k] ?? -1) - value) <= PRECISION);

/** What models made of a task: its estimates and difficulty follow from its counts, a decision from opinions. */
export function verifyMeasured({ task, decisionRule, add }: TaskContext): void {
  const { verdict, solve, difficulty } = task;
  const { judges, decision } = verdict;
  if (judges.length > 0 !== (decision !== undefined))
    add('/verdict/decision', 'stands where models were asked for opinions, and nowhere else');
  if (decision !== undefined) {
    const { accepted, sentence } = decide(judges, decision.rule);
    if (canonicalJson(decision.rule) !== canonicalJson(decisionRule ?? null))
      add('/verdict/decision/rule', 'is not the rule of the manifest');
    if (!accepted) add('/verdict/decision', `does not follow from the opinions: ${sentence}`);
  }
  const { rollouts } = solve;
  if ((difficulty.basis === 'measured') !== (rollouts !== undefined))
    add('/difficulty/basis', `is ${difficulty.basis}, with${rollouts ? '' : 'out'} rollouts`);
  const isShown = (name: string) => verdict.checks.some((one) => one.name === name && one.passed);
  if (rollouts === undefined) {
    if (isShown('solvable')) add('/verdict/checks', 'say solvable, but there are no rollouts');
    return;
  }
  const { n, passed, closed_book } = rollouts;
  if (passed > n || closed_book.passed > closed_book.n) {
    add('/solve/rollouts', 'more passed than there were');
    return;
  }
  const found = rolloutsOf(rollouts, { n, passed }, closed_book);
  for (const name of ['pass_at_k', 'pass_hat_k'] as const)
    if (!same(rollouts[name], found[name]))
      add(`/solve/rollouts/${name}`, `is not the estimate from ${passed} of ${n}`);
  const level = measuredLevel({ n, passed });
  if (level !== difficulty.level)
    add('/difficulty/level', `is ${difficulty.level}; ${passed} of ${n} passed, which is ${level}`);
  if (isShown('closed-book') && closed_book.passed > 0)
    add('/verdict/checks', 'say closed-book, but an attempt without tools passed');
}
