import { tokensOf } from '@firefly/bundle/ledger';
import { modelStages } from '@firefly/contracts/model';
import { type ModelSpec, modelSpec, oneModel } from '@firefly/contracts/model-spec';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { estimateOf } from './estimate.ts';

const prices = {
  dollarsOf: (model: string, usage: Parameters<typeof tokensOf>[0]) =>
    model === 'free' ? 0 : model === 'unknown' ? null : tokensOf(usage) / 1e6,
  pricedOn: (model: string) => (model === 'unknown' ? null : '2026-09-22'),
};
const spec = (more: Partial<ModelSpec> = {}): ModelSpec => ({
  ...modelSpec.parse({ models: 'known' }),
  ...more,
});
const ask = (tasks: number, model = spec(), servers = 3) =>
  estimateOf({ tasks, servers, model }, prices);

test('every stage has its requests, and each judge its own', () => {
  const models = { ...oneModel('known'), judge: ['a', 'b'] };
  const { rows, prices: day } = ask(10, spec({ models })).ledger;
  expect(rows.map(({ stage, model }) => `${stage} ${model}`)).toEqual([
    ...['qualify known', 'link known', 'explore known', 'write known'],
    ...['judge a', 'judge b', 'solve known'],
  ]);
  expect(rows.every(({ requests, dollars }) => requests > 0 && (dollars ?? 0) > 0)).toBe(true);
  expect(day).toBe('2026-09-22');
});

test('without attempts the solver is asked nothing', () => {
  const { rows, per_accepted_task: per } = ask(10, spec({ rollouts: 0, closed_book: 0 })).ledger;
  expect(rows.map(({ stage }) => stage)).toEqual(modelStages.filter((stage) => stage !== 'solve'));
  expect(per?.rollouts).toEqual({ tokens: 0, dollars: 0 });
});

test('a model without a price is named, and no sum is made up for it', () => {
  const models = { ...oneModel('known'), write: 'unknown' };
  const { ledger, unpriced } = ask(10, spec({ models }));
  expect(unpriced).toEqual(['unknown']);
  expect(ledger.dollars).toBeNull();
  expect(ledger.per_accepted_task?.rollouts.dollars).toBeGreaterThan(0);
  expect(ask(10, spec({ models: 'free' })).ledger.dollars).toBe(0);
});

test('more tasks, servers, attempts or judges never take less', () => {
  const amount = fc.integer({ min: 1, max: 200 });
  fc.assert(
    fc.property(amount, amount, fc.integer({ min: 0, max: 16 }), (tasks, servers, rollouts) => {
      const tokens = (...asked: Parameters<typeof ask>) => tokensOf(ask(...asked).ledger.usage);
      const base = tokens(tasks, spec({ rollouts }), servers);
      expect(tokens(tasks + 1, spec({ rollouts }), servers)).toBeGreaterThan(base);
      expect(tokens(tasks, spec({ rollouts }), servers + 1)).toBeGreaterThan(base);
      expect(tokens(tasks, spec({ rollouts: rollouts + 1 }), servers)).toBeGreaterThan(base);
      const judges = { ...oneModel('known'), judge: ['a', 'b'] };
      expect(tokens(tasks, spec({ rollouts, models: judges }), servers)).toBeGreaterThan(base);
    }),
  );
});
