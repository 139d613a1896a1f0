import type { Failure } from '@firefly/contracts/failure';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AttemptState, FREE_POSTPONEMENTS, verdictOn } from './verdict.ts';

const retryAfterMs = fc.double({ noNaN: true });
const failure: fc.Arbitrary<Failure> = fc.oneof(
  fc.record({ kind: fc.constant('transient'), message: fc.string(), retryAfterMs }),
  fc.record({
    kind: fc.constantFrom('transient', 'permanent', 'cancelled'),
    message: fc.string(),
  }),
);
const state: fc.Arbitrary<AttemptState> = fc.record({
  aborted: fc.constant(false),
  attemptsMade: fc.nat(5),
  attempts: fc.integer({ min: 1, max: 5 }),
  postponed: fc.nat(2 * FREE_POSTPONEMENTS),
});

test('whatever is thrown after the signal, the job is given back', () => {
  fc.assert(
    fc.property(failure, state, (failed, at) => {
      expect(verdictOn(failed, { ...at, aborted: true })).toEqual({ kind: 'give-back' });
    }),
  );
});

test('a permanent failure is final, and only that one is while attempts are left', () => {
  fc.assert(
    fc.property(failure, state, (failed, at) => {
      const final = verdictOn(failed, at).kind === 'final';
      if (failed.kind === 'permanent') expect(final).toBe(true);
      else if (at.attemptsMade + 1 < at.attempts) expect(final).toBe(false);
    }),
  );
});

test('a job that is always postponed spends attempts in the end', () => {
  fc.assert(
    fc.property(failure, state, (failed, at) => {
      const { kind } = verdictOn(failed, { ...at, postponed: FREE_POSTPONEMENTS });
      expect(['retry', 'final']).toContain(kind);
    }),
  );
});

test('a wait for a limit of ours is never counted, and never costs an attempt', () => {
  fc.assert(
    fc.property(fc.nat(), state, (retryAfterMs, at) => {
      const own: Failure = { kind: 'transient', message: '', retryAfterMs, ownLimit: true };
      expect(verdictOn(own, at)).toMatchObject({ kind: 'postpone', counts: false });
      const asked: Failure = { kind: 'transient', message: '', retryAfterMs };
      expect(verdictOn(asked, { ...at, postponed: 0 })).toMatchObject({ counts: true });
    }),
  );
});

test('a waiting time asked for by a server is bounded', () => {
  fc.assert(
    fc.property(retryAfterMs, state, (ms, at) => {
      const asked: Failure = { kind: 'transient', message: '', retryAfterMs: ms };
      const verdict = verdictOn(asked, { ...at, postponed: 1 });
      expect(verdict.kind).toBe('postpone');
      if (verdict.kind !== 'postpone') return;
      expect(verdict.ms).toBeGreaterThanOrEqual(0);
      expect(verdict.ms).toBeLessThanOrEqual(600_000);
    }),
  );
});
