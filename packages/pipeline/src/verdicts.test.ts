import type { Candidate } from '@firefly/db/repositories/candidates';
import { decide, defaultRule } from '@firefly/domain/judging/opinions/decide';
import { criteria } from '@firefly/domain/judging/opinions/opinion';
import { aTaskDraft } from '@firefly/testing/builders/task';
import { expect, test } from 'vitest';
import { closed, isGood } from './verdicts.ts';

const prompt = { name: 'judge', version: 1, hash: 'h' };
const each = <T>(value: T) => Object.fromEntries(criteria.map((one) => [one, value])) as never;
const opinion = (model: string, score: 1 | 2 | 3 | 4 | 5) => ({
  ...{ model, prompt, scores: each(score), reasons: each('so it reads') },
});
const judges = [opinion('a', 5), opinion('b', 4), opinion('c', 2)];
const candidate = {
  ...{ wave: 1, index: 0, ordinal: 0, status: 'solved', taskId: 't', frame: 'model' },
  draft: aTaskDraft(),
  checks: [{ name: 'evaluated', passed: true, evidence: '' }],
  ...{ replay: { passed: true, evidence: '' }, judges, rollouts: null },
} as unknown as Candidate;

test.each([
  [{}, true],
  [{ quorum: 'all' }, false],
  [{ mean: 4.5 }, false],
  [{ mean: 4.5, quorum: 'any' }, true],
  [{ least: 5, mean: 1 }, false],
  [{ least: 2, mean: 2, quorum: 'all' }, true],
] as const)('by the rule %j the same opinions come to: good is %s', (changes, good) => {
  const rule = { ...defaultRule, ...changes };
  expect(isGood(candidate, rule)).toBe(good);
  const { verdict } = closed(candidate, good, rule);
  expect(verdict.decision).toEqual({ rule, sentence: decide(judges, rule).sentence });
  expect(verdict.checks.some(({ name }) => name === 'judges')).toBe(!good);
});
