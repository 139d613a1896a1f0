import { ledger } from '@firefly/contracts/ledger';
import { modelStages } from '@firefly/contracts/model';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ledgerOf, type Spent, tokensOf } from './ledger.ts';

const count = fc.nat({ max: 1_000_000 });
const spent: fc.Arbitrary<Spent> = fc.record({
  stage: fc.constantFrom(...modelStages),
  model: fc.constantFrom('a', 'b', '😀'),
  ...{ requests: count, remembered: count },
  usage: fc.record({ input: count, cached: count, written: count, output: count }),
  estimated: count,
  dollars: fc.option(fc.integer({ min: 0, max: 10_000 }).map((cents) => cents / 100)),
});

test('every token is told once, whatever the order, and told again it stays the same', () => {
  fc.assert(
    fc.property(fc.array(spent), fc.nat({ max: 9 }), (all, tasks) => {
      const made = ledger.parse(ledgerOf(all, tasks, '2026-11-01'));
      const sum = all.reduce((tokens, { usage }) => tokens + tokensOf(usage), 0);
      expect(tokensOf(made.usage)).toBe(sum);
      expect(made.rows.reduce((tokens, { usage }) => tokens + tokensOf(usage), 0)).toBe(sum);
      const guessed = (rows: readonly Spent[]) =>
        rows.reduce((tokens, { estimated = 0 }) => tokens + estimated, 0);
      expect(guessed(made.rows)).toBe(guessed(all));
      const keys = made.rows.map(({ stage, model }) => `${stage} ${model}`);
      expect(new Set(keys).size).toBe(keys.length);
      expect(ledgerOf(all.toReversed(), tasks, '2026-11-01')).toEqual(made);
      expect(ledgerOf(made.rows, tasks, '2026-11-01')).toEqual(made);
      expect(made.dollars === null).toBe(all.some(({ dollars }) => dollars === null));
    }),
  );
});

const used = { input: 100, cached: 50, written: 0, output: 7 };
const rows: Spent[] = [
  { stage: 'write', model: 'm', requests: 2, remembered: 0, usage: used, dollars: 0.1 },
  { stage: 'write', model: 'm', requests: 1, remembered: 4, usage: used, dollars: 0.2 },
  { stage: 'solve', model: 'm', requests: 9, remembered: 0, usage: used, dollars: null },
];

test('what an accepted task took is told apart from its rollouts, and no price is no sum', () => {
  const { rows: told, dollars, per_accepted_task } = ledgerOf(rows, 3, null);
  expect(told).toMatchObject([
    { stage: 'write', requests: 3, remembered: 4, dollars: 0.3 },
    { stage: 'solve', requests: 9, dollars: null },
  ]);
  expect(dollars).toBe(null);
  expect(per_accepted_task).toEqual({
    making: { tokens: 105, dollars: 0.1 },
    rollouts: { tokens: 52, dollars: null },
  });
  expect(ledgerOf(rows, 0, null).per_accepted_task).toBe(null);
});
