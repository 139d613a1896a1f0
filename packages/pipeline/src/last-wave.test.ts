import { shapeOf } from '@firefly/domain/dataset/shape';
import { defaultRule as rule } from '@firefly/domain/judging/opinions/decide';
import { aTaskDraft } from '@firefly/testing/builders/task';
import { expect, test } from 'vitest';
import { type SoFar, seenEnough } from './last-wave.ts';

type One = SoFar['candidates'][number];
let made = 0;
/** Each asks something else. */
const one = (wave: number, status: One['status']): One => {
  made += 1;
  return {
    ...{ wave, status, taskId: `t${made}`, frame: 'lookup' },
    draft: aTaskDraft({ prompt: `question ${made}`, signature: `signature ${made}` }),
    checks: [{ name: 'evaluated', passed: true, evidence: '' }],
    ...{ replay: { passed: true, evidence: '' }, judges: [], rollouts: null },
  };
};
const accepted = (wave: number): One => one(wave, 'accepted');
const kept = (wave: number): One => one(wave, 'solved');
const bad: One = { ...kept(1), checks: [{ name: 'evaluated', passed: false, evidence: '' }] };
const lost: One = { ...kept(1), replay: { passed: false, evidence: 'another answer' } };

test.each<[string, number, readonly One[], boolean]>([
  ['two waves gave nothing, and there is enough', 4, [accepted(1), kept(2), kept(3)], true],
  ['the wave before gave one that was taken', 4, [accepted(3), kept(2), kept(3)], false],
  ['the one before that did', 4, [accepted(2), kept(2), kept(3)], false],
  ['what was kept back is not enough', 4, [accepted(1), kept(2)], false],
  ['what failed a check does not count', 4, [accepted(1), kept(2), bad], false],
  ['what did not replay does not count', 4, [accepted(1), kept(2), lost], false],
  ['the first waves only get to know the servers', 2, [kept(0), kept(1), kept(1)], false],
])('%s', (_, number, candidates, enough) => {
  expect(seenEnough({ number, target: 3, rule, candidates })).toBe(enough);
});

test('what the mix forbids, or what asks the same, does not count', () => {
  const shape = shapeOf(aTaskDraft());
  const candidates = [accepted(1), kept(2), kept(3), kept(3)];
  const given = { number: 4, target: 4, rule, candidates };
  expect(seenEnough(given)).toBe(true);
  expect(seenEnough({ ...given, mix: { shapes: { [shape]: 1 } } })).toBe(true);
  expect(seenEnough({ ...given, mix: { shapes: { [shape]: 0.5 } } })).toBe(false);
  const [first, ...others] = candidates;
  const same = others.map((other) => ({ ...other, draft: aTaskDraft() }));
  expect(seenEnough({ ...given, candidates: [first as One, ...same] })).toBe(false);
});
