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

test('a rule of decision may be given in part', () => {
  const decisionOf = (decision?: string) =>
    modelSpecOf({ ...anthropic, ...(decision === undefined ? {} : { decision }) })?.decision;
  expect(decisionOf()).toEqual({ least: 3, mean: 4.4, quorum: 'majority' });
  expect(decisionOf('mean=4.5, quorum=all')).toEqual({ least: 3, mean: 4.5, quorum: 'all' });
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
  [{ engine: 'rules', decision: 'least=4' }, '--decision goes with --engine anthropic'],
  [{ ...anthropic, decision: 'strict' }, '--decision "strict" is not like name=value'],
  [{ ...anthropic, decision: 'least=6' }, '--decision: least: '],
  [{ ...anthropic, decision: 'mean=' }, '--decision: mean: '],
  [{ ...anthropic, decision: 'quorum=most' }, '--decision: quorum: '],
  [{ ...anthropic, decision: 'most=4' }, '--decision: Unrecognized key'],
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

test('a stage that there is none of is told with those that there are', () => {
  const options = { engine: 'anthropic', model: 'm', models: 'wrte=x' };
  expect(() => modelSpecOf(options)).toThrow(
    '--models: there is no stage "wrte"; the stages are qualify, link, explore, write, judge, solve',
  );
});
