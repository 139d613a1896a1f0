import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide, defaultRule } from './decide.ts';
import { failed, opinion } from './testing/opinions.ts';

const good = opinion('alpha', [5, 5, 4, 3, 5]);
const dull = opinion('beta', [4, 4, 4, 4, 3]);
const low = opinion('gamma', [5, 5, 5, 2, 5]);

test('a judge is content where every criterion and the mean reach what is asked', () => {
  expect(decide([good])).toEqual({
    accepted: true,
    sentence: '1 of 1 judges content, majority asked',
  });
  expect(decide([low])).toEqual({
    accepted: false,
    sentence:
      '0 of 1 judges content, majority asked; gamma finds need for tools 2 (need_for_tools of gamma)',
  });
  expect(decide([dull])).toEqual({
    accepted: false,
    sentence: '0 of 1 judges content, majority asked; beta finds a mean of 3.8 where 4.4 is asked',
  });
});

test.each([
  ['all', [good, low], false],
  ['all', [good, good], true],
  ['majority', [good, low], false],
  ['majority', [good, good, low], true],
  ['any', [good, low, dull], true],
  ['any', [low, dull], false],
] as const)('%s of the judges must be content', (quorum, opinions, accepted) => {
  expect(decide(opinions, { ...defaultRule, quorum }).accepted).toBe(accepted);
});

test('no opinion counts for nobody, but one opinion at least there must be', () => {
  const quorum = 'all';
  expect(decide([good, failed('beta')], { ...defaultRule, quorum })).toEqual({
    accepted: true,
    sentence: '1 of 1 judges content, all asked; no opinion of beta: the reply was cut off',
  });
  expect(decide([failed('beta')], { ...defaultRule, quorum: 'any' })).toEqual({
    accepted: false,
    sentence: 'no judge gave an opinion; no opinion of beta: the reply was cut off',
  });
  expect(decide([])).toEqual({ accepted: true, sentence: 'no model was asked: no opinion' });
});

test('a mean is compared as it is written', () => {
  expect(decide([opinion('a', [5, 4, 4, 4, 5])], { ...defaultRule, mean: 4.4 }).accepted).toBe(
    true,
  );
});

test('a sentence is short and on one line, whatever models wrote', () => {
  const long = { ...failed('beta'), failed: 'no\n'.repeat(9_000) };
  for (const opinions of [[long], [low, long]]) {
    const { sentence } = decide(opinions);
    expect(sentence.length).toBeLessThanOrEqual(600);
    expect(sentence).not.toContain('\n');
  }
});

test('a better score never turns a task away', () => {
  const score = fc.integer({ min: 1, max: 5 });
  const five = fc.tuple(score, score, score, score, score);
  fc.assert(
    fc.property(five, five, fc.nat({ max: 4 }), (one, two, at) => {
      const better = one.with(at, Math.min(5, (one[at] ?? 1) + 1)) as typeof one;
      const before = decide([opinion('a', one), opinion('b', two)]).accepted;
      const after = decide([opinion('a', better), opinion('b', two)]).accepted;
      expect(before && !after).toBe(false);
    }),
  );
});
