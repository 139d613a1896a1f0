import { modelsOf } from '@firefly/contracts/model-spec';
import { expect, test } from 'vitest';
import { budgetsOf, modelSpecOf } from './model-options.ts';
import { UsageError } from './usage-error.ts';

const anthropic = { engine: 'anthropic', model: 'big' };

test('one model is asked at every stage, but those that are named otherwise', () => {
  const spec = modelSpecOf({ ...anthropic, models: 'write=best, judge=a+b', rollouts: '8' });
  expect(spec).toMatchObject({ rollouts: 8, closed_book: 1, languages: ['English'] });
  expect(spec && modelsOf(spec)).toEqual({
    ...{ qualify: 'big', link: 'big', explore: 'big', solve: 'big' },
    ...{ write: 'best', judge: ['a', 'b'] },
  });
  expect(modelSpecOf({ engine: 'rules' })).toBeUndefined();
});

test.each([
  [{ engine: 'anthropic' }, '--engine anthropic asks for --model NAME'],
  [{ engine: 'rules', rollouts: '4' }, '--rollouts goes with --engine anthropic'],
  [{ ...anthropic, rollouts: 'four' }, '--rollouts: '],
  [{ ...anthropic, closedBook: '99' }, '--closed-book: '],
  [{ ...anthropic, models: 'write' }, '--models "write" is not like name=value'],
  [{ ...anthropic, models: 'sing=a' }, '--models: '],
  [{ ...anthropic, models: 'judge=a+b+a' }, '--models: '],
  [{ ...anthropic, languages: '' }, '--languages: '],
])('%j is refused by name', (options, reason) => {
  expect(() => modelSpecOf(options)).toThrow(UsageError);
  expect(() => modelSpecOf(options)).toThrow(reason);
});

test('budgets are read, of the run and of each exploration', () => {
  expect(budgetsOf({ engine: 'rules' })).toBeUndefined();
  const given = { budgetCalls: '9', budgetDollars: '2.5', budgetExploration: 'calls=3,tokens=70' };
  expect(budgetsOf({ ...anthropic, ...given })).toEqual({
    ...{ calls: 9, dollars: 2.5, exploration: { calls: 3, tokens: 70 } },
  });
  for (const wrong of [{ budgetTokens: '-1' }, { budgetExploration: 'calls=x' }])
    expect(() => budgetsOf({ ...anthropic, ...wrong })).toThrow(UsageError);
});
