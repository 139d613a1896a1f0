import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Fault } from './fault.ts';
import { nextAfter, usualPatience } from './patience.ts';
import { retryAfterOf } from './retry-after.ts';

const again: Fault = { kind: 'again', message: 'it broke' };
const waits = (fault: Fault) =>
  [1, 2, 3, 4, 5, 6].map((tries) => nextAfter(fault, tries, 0, usualPatience));

test('waits double until the tries are used up', () => {
  expect(waits(again)).toEqual([
    ...[1, 2, 4, 8, 16].map((seconds) => ({ do: 'wait', ms: seconds * 1_000 })),
    { do: 'give up' },
  ]);
});

test('a time that the provider names is obeyed', () => {
  const asked = { ...again, retryAfterMs: 12_300 };
  expect(waits(asked).map((next) => next.do === 'wait' && next.ms)).toEqual([
    ...[12_300, 12_300, 12_300, 12_300, 12_300],
    false,
  ]);
  expect(waits(asked).at(-1)).toEqual({ do: 'give up', retryAfterMs: 12_300 });
});

test('a provider that asks for no wait at all gets one', () => {
  expect(waits({ ...again, retryAfterMs: 0 })[0]).toEqual({ do: 'wait', ms: 1_000 });
});

test('a crowd is always told when to come back', () => {
  expect(waits({ kind: 'crowded', message: '' }).at(-1)).toEqual({
    do: 'give up',
    retryAfterMs: 32_000,
  });
});

test('whatever the provider asks for, the whole is bounded', () => {
  const fault = fc
    .option(fc.nat(200_000))
    .map((ms) => (ms === null ? again : { ...again, retryAfterMs: ms }));
  fc.assert(
    fc.property(fc.array(fault, { minLength: 20, maxLength: 20 }), (faults) => {
      let waited = 0;
      let tries = 0;
      for (const one of faults) {
        tries += 1;
        const next = nextAfter(one, tries, waited, usualPatience);
        if (next.do === 'give up') break;
        waited += next.ms;
      }
      expect(tries).toBeLessThanOrEqual(usualPatience.tries);
      expect(waited).toBeLessThanOrEqual(usualPatience.allMs);
    }),
  );
});

const now = Date.parse('Wed, 21 Oct 2026 07:28:00 GMT');
test.each([
  [{}, undefined],
  [{ 'retry-after': '7' }, 7_000],
  [{ 'retry-after': '0.5' }, 500],
  [{ 'retry-after': '7', 'retry-after-ms': '40' }, 40],
  [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:30 GMT' }, 30_000],
  [{ 'retry-after': 'Wed, 21 Oct 2026 07:27:00 GMT' }, 0],
  [{ 'retry-after': '999999999' }, 86_400_000],
  [{ 'retry-after': 'soon' }, undefined],
  [{ 'retry-after': '-1', 'retry-after-ms': 'x' }, undefined],
])('%j asks for a rest of %s ms', (headers, ms) => {
  expect(retryAfterOf(new Headers(headers as Record<string, string>), now)).toBe(ms);
});
