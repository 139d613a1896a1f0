import type { RolloutRow } from '@firefly/contracts/bundle';
import type { Rollouts } from '@firefly/domain/dataset/rollouts';
import type { Task } from '@firefly/domain/dataset/task';
import { canonicalJson } from '@firefly/domain/identity';
import { type RewardedTask, rewardOf } from '@firefly/domain/reward/reward';
import { attemptIn, madeCalls, type Offered } from './attempts.ts';

/** What is kept of a task to recompute the rewards of its rollouts: no result, no observation. */
export interface Measured {
  readonly label: RewardedTask;
  readonly rollouts: Rollouts;
  /** Its verdict says so. */
  readonly solvable: boolean;
}

export function measuredOf({ answer, fields, calls, solve, verdict }: Task): Measured | undefined {
  const { rollouts } = solve;
  if (rollouts === undefined) return undefined;
  const requests = calls.map(({ server, fingerprint, arguments: args, state_key }) => ({
    ...{ server, fingerprint, arguments: args, state_key },
  }));
  const solvable = verdict.checks.some(({ name, passed }) => name === 'solvable' && passed);
  return { rollouts, solvable, label: { answer, fields, calls: requests } };
}

/** Recomputes rollouts row by row, and counts them against what their tasks say. */
export interface RolloutTally {
  add(row: RolloutRow, measured: Measured | undefined, tell: (message: string) => void): void;
  /** After all rows: what the task says of its rollouts and the rows do not. */
  shortfalls(task: string, measured: Measured | undefined): string[];
}

const RANKED = ['reward', 'partial', 'answer', 'label_safe', 'calls'] as const;

/** The first part of a reward that is not what was recomputed; parts that matter most come first. */
const differing = (stated: RolloutRow['reward'], found: RolloutRow['reward']): string =>
  RANKED.find((part) => canonicalJson(stated[part]) !== canonicalJson(found[part])) ?? '';

export function makeRolloutTally(offered: Offered): RolloutTally {
  const seen = new Map<string, { readonly attempts: Set<number>; passed: number; safe: number }>();
  return {
    add(row, measured, tell) {
      const known = seen.get(row.task_id) ?? { attempts: new Set(), passed: 0, safe: 0 };
      seen.set(row.task_id, known);
      if (known.attempts.has(row.attempt)) tell(`/attempt ${row.attempt} stands twice`);
      known.attempts.add(row.attempt);
      known.passed += row.reward.reward;
      if (measured === undefined) return tell('its task speaks of no rollouts');
      const { rollouts, label } = measured;
      if (row.model !== rollouts.model) tell('/model is not the solver that its task names');
      if (canonicalJson(row.prompt) !== canonicalJson(rollouts.prompt))
        tell('/prompt is not the one that its task names');
      const made = madeCalls(row, offered, tell);
      const found = rewardOf(label, attemptIn(row), made);
      // As recomputed: what the row says of itself shows nothing.
      if (found.reward === 1 && found.label_safe) known.safe += 1;
      if (canonicalJson(found) !== canonicalJson(row.reward)) {
        const part = differing(row.reward, found as RolloutRow['reward']);
        tell(`/reward${part && `/${part}`} is not that of its answer and calls`);
      }
    },
    shortfalls(task, measured) {
      if (measured === undefined) return [];
      const none = { attempts: new Set<number>(), passed: 0, safe: 0 };
      const { attempts, passed, safe } = seen.get(task) ?? none;
      const { rollouts, solvable } = measured;
      const numbered = Array.from({ length: rollouts.n }, (_, at) => at + 1);
      const found: string[] = [];
      if (attempts.size !== rollouts.n || !numbered.every((at) => attempts.has(at)))
        found.push(`the task speaks of ${rollouts.n} rollouts, ${attempts.size} stand here`);
      if (passed !== rollouts.passed)
        found.push(`the task says that ${rollouts.passed} rollouts passed, here ${passed} did`);
      if (solvable && safe === 0)
        found.push(
          'the task says solvable, but no rollout passed on answers that cannot contradict its label',
        );
      return found;
    },
  };
}
