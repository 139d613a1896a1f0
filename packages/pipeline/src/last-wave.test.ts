import { expect, test } from 'vitest';
import { type SoFar, seenEnough } from './last-wave.ts';

type One = SoFar['candidates'][number];
const good: Pick<One, 'checks' | 'replay'> = {
  checks: [{ name: 'evaluated', passed: true, evidence: '' }],
  replay: { passed: true, evidence: '' },
};
const accepted = (wave: number): One => ({ ...good, wave, status: 'accepted' });
const kept = (wave: number): One => ({ ...good, wave, status: 'solved' });
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
  expect(seenEnough({ number, target: 3, candidates })).toBe(enough);
});
