import { defaultRule } from '@firefly/domain/judging/opinions/decide';
import { expect, test } from 'vitest';
import { modelSpec, oneModel, ruleOf, whyUnpriced } from './model-spec.ts';

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

const own = (stage: string, more: object = {}) =>
  modelSpec.parse({ models: { ...oneModel('listed'), [stage]: 'own' }, ...more });
const all = { dollars: 9 };
const each = { exploration: { dollars: 1 } };
test.each([
  ['all dollars count every stage', own('link'), all, true],
  [
    'each judge',
    modelSpec.parse({ models: { ...oneModel('listed'), judge: ['listed', 'own'] } }),
    all,
    true,
  ],
  ['attempts', own('solve'), all, true],
  ['but none that are not made', own('solve', { rollouts: 0, closed_book: 0 }), all, false],
  ['those of an exploration count its model', own('explore'), each, true],
  ['and who writes of it', own('write'), each, true],
  ['and no other', own('link'), each, false],
  ['no dollars need no price', own('write'), {}, false],
  ['nor does who asks nobody', undefined, all, false],
])('%s', (_, model, budgets, refused) => {
  const reason = whyUnpriced({ model, budgets }, (name) => name === 'listed');
  expect(reason).toEqual(refused ? expect.stringContaining('no price is known for own:') : null);
});
