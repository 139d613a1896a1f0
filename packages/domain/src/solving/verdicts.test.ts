import { expect, test } from 'vitest';
import { measuredLevel } from './measured-level.ts';
import { closedBook, type Scored, solvable } from './verdicts.ts';

const right: Scored = { reward: 1, label_safe: true };
const unsafe: Scored = { reward: 1, label_safe: false };
const wrong: Scored = { reward: 0, label_safe: true };

test('solvable: one whole answer on a safe path is enough, and none is not', () => {
  expect(solvable([wrong, right, unsafe])).toEqual({
    name: 'solvable',
    passed: true,
    evidence:
      '1 of 3 rollouts gave the whole answer; 1 more passed on answers that may contradict the label',
  });
  expect(solvable([wrong, wrong]).passed).toBe(false);
  expect(solvable([wrong, unsafe]).passed).toBe(false);
});

test('closed-book: one right guess without tools is too many', () => {
  expect(closedBook([wrong, wrong])).toEqual({
    name: 'closed-book',
    passed: true,
    evidence: '0 of 2 attempts without tools gave the whole answer',
  });
  expect(closedBook([wrong, right]).passed).toBe(false);
});

test('what was not tried is not shown', () => {
  expect(solvable([])).toMatchObject({ passed: false, evidence: 'no rollout was made' });
  expect(closedBook([])).toMatchObject({ passed: false });
  expect(measuredLevel({ n: 0, passed: 0 })).toBeNull();
});

test('difficulty is what the rate of passes says', () => {
  const levels = [0, 1, 2, 3, 4].map((passed) => measuredLevel({ n: 4, passed }));
  expect(levels).toEqual(['hard', 'medium', 'medium', 'easy', 'easy']);
  expect(measuredLevel({ n: 8, passed: 1 })).toBe('hard');
});
