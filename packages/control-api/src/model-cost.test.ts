import type { LedgerRow } from '@firefly/db/repositories/model-calls';
import { expect, test } from 'vitest';
import { modelCostOf } from './model-cost.ts';

const row: LedgerRow = {
  stage: 'write',
  ...{ model: 'm', requests: 2, remembered: 1 },
  ...{ input: 1, cached: 20, written: 300, output: 4_000, dollars: 0.25 },
  ...{ estimated: 0, unpriced: 0 },
};
const shown = { stage: 'write', model: 'm', requests: 2, remembered: 1, tokens: 4_321 };

test('tokens count in full, cached ones too', () => {
  expect(modelCostOf([row, { ...row, stage: 'judge' }])).toEqual({
    ...{ tokens: 8_642, dollars: 0.5 },
    stages: [
      { ...shown, dollars: 0.25 },
      { ...shown, stage: 'judge', dollars: 0.25 },
    ],
  });
});

test('tokens that nobody counted are told', () => {
  const [stage] = modelCostOf([{ ...row, estimated: 321 }]).stages;
  expect(stage).toEqual({ ...shown, estimated: 321, dollars: 0.25 });
});

test('a sum of which a part has no price is not known', () => {
  expect(modelCostOf([row, { ...row, unpriced: 1 }])).toMatchObject({
    dollars: null,
    stages: [{ dollars: 0.25 }, { dollars: null }],
  });
});
