import { standingSentences } from '@firefly/domain/reward/answer';
import { rewardOf } from '@firefly/domain/reward/reward';
import { shortfallSentences } from '@firefly/domain/reward/shortfall';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reward } from './reward.ts';

const task = {
  answer: { seats: 26 },
  fields: [
    {
      name: 'seats',
      kind: 'scalar',
      expression: '$$.c1',
      sources: [],
      compare: { type: 'number', relative: 0.001 },
    },
  ],
  calls: [],
} as const;

test('whatever is scored goes over the wire as it is', () => {
  const answers = fc.oneof(fc.jsonValue(), fc.record({ seats: fc.jsonValue() }));
  fc.assert(
    fc.property(fc.array(answers, { maxLength: 2 }), fc.string(), (submitted, message) => {
      const scored = rewardOf(task, { submitted, message }, []);
      expect(reward.parse(JSON.parse(JSON.stringify(scored)))).toEqual(scored);
    }),
  );
});

test('the schema knows every standing and every reason', () => {
  const { answer, fields } = reward.shape;
  expect(answer.options).toEqual(Object.keys(standingSentences));
  expect(fields.element.shape.reason.unwrap().options).toEqual(Object.keys(shortfallSentences));
});
