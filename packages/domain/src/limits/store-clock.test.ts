import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeStoreClock } from './store-clock.ts';

const way = fc.double({ min: 0, max: 500, noNaN: true });

test('how old an answer is, is known to half of what the fastest of late took', () => {
  const answers = fc.array(fc.record({ there: way, back: way }), { minLength: 1, maxLength: 32 });
  fc.assert(
    fc.property(fc.integer(), answers, (ahead, ways) => {
      const agoOf = makeStoreClock();
      let fastest = Number.POSITIVE_INFINITY;
      for (const [i, { there, back }] of ways.entries()) {
        const sent = i * 10_000;
        const answered = sent + there + back;
        fastest = Math.min(fastest, there + back);
        const ago = agoOf({ sent, answered, decided: sent + there + ahead });
        expect(Math.abs(ago - back)).toBeLessThanOrEqual(fastest / 2 + 0.01);
      }
    }),
  );
});

test('a clock that was set is believed again in a while', () => {
  const agoOf = makeStoreClock();
  const ask = (ahead: number) => agoOf({ sent: 0, answered: 20, decided: 10 + ahead });
  expect(ask(0)).toBe(10);
  for (let i = 0; i < 32; i++) ask(-3_600_000);
  expect(ask(-3_600_000)).toBe(10);
});
