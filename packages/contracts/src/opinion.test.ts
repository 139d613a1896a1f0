import { defaultRule } from '@firefly/domain/judging/opinions/decide';
import { expect, test } from 'vitest';
import { decisionRule, decisionSpec, modelOpinion } from './opinion.ts';

const source = { model: 'some-model', prompt: { name: 'judge', version: 1, hash: '0f' } };
const scores = {
  clarity: 5,
  realism: 4,
  self_containedness: 5,
  need_for_tools: 3,
  fit_of_answer: 1,
};
const reasons = Object.fromEntries(Object.keys(scores).map((name) => [name, 'because']));

test('an opinion has a score and a reason for every criterion, or says why it is none', () => {
  const given = { ...source, scores, reasons };
  expect(modelOpinion.parse(given)).toEqual(given);
  const failed = { ...source, failed: 'the reply was cut off' };
  expect(modelOpinion.parse(failed)).toEqual(failed);
});

test.each([
  ['a score off the scale', { scores: { ...scores, clarity: 6 }, reasons }],
  ['half a score', { scores: { ...scores, clarity: 4.5 }, reasons }],
  ['a criterion too few', { scores: { clarity: 5 }, reasons }],
  ['a criterion too many', { scores: { ...scores, charm: 5 }, reasons }],
  ['an opinion that is also none', { scores, reasons, failed: 'no' }],
  ['a failure without a reason', { failed: '' }],
])('%s is no opinion', (_case, said) => {
  expect(modelOpinion.safeParse({ ...source, ...said }).success).toBe(false);
});

test('a rule of decision may be given in part, and only what it knows', () => {
  expect(decisionSpec.parse({})).toEqual(defaultRule);
  expect(decisionSpec.parse({ mean: 3.5 })).toEqual({ ...defaultRule, mean: 3.5 });
  expect(decisionSpec.safeParse({ least: 0 }).success).toBe(false);
  expect(decisionSpec.safeParse({ most: 5 }).success).toBe(false);
  expect(decisionRule.parse(defaultRule)).toEqual(defaultRule);
  expect(decisionRule.safeParse({ mean: 3.5 }).success).toBe(false);
});
