import { defaultRule } from '@firefly/domain/judging/opinions/decide';
import { expect, test } from 'vitest';
import { modelSpec, ruleOf } from './model-spec.ts';

test('what is not said of a decision is as usual, also in runs that were asked for before it could be', () => {
  expect(modelSpec.parse({ models: 'm' }).decision).toEqual(defaultRule);
  const model = modelSpec.parse({ models: 'm', decision: { quorum: 'all' } });
  expect(ruleOf({ model })).toEqual({ ...defaultRule, quorum: 'all' });
  expect(ruleOf({})).toEqual(defaultRule);
});

test.each([
  [{ least: 0 }, 'least'],
  [{ least: 2.5 }, 'least'],
  [{ mean: 5.1 }, 'mean'],
  [{ quorum: 'most' }, 'quorum'],
])('%j decides nothing', (decision, name) => {
  const parsed = modelSpec.safeParse({ models: 'm', decision });
  expect(parsed.error?.issues.map(({ path }) => path)).toEqual([['decision', name]]);
});
