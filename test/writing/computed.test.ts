import type { TaskDraft } from '@firefly/domain/dataset/task';
import type { Json, JsonObject } from '@firefly/domain/json';
import type { JudgingContext } from '@firefly/domain/judging/context';
import { nextWriting } from '@firefly/engines/anthropic/writer/writing';
import { makeEvaluator } from '@firefly/expressions/evaluator';
import { aCall, aCatalog, aTool } from '@firefly/testing/builders/parts';
import { afterAll, expect, test } from 'vitest';
import { proposing } from './kit.ts';

const text = { type: 'string' };
const listOrders = aTool('shop', 'list_orders', 'Lists the orders of a customer.', {
  customer: text,
  since: { type: 'string', description: 'A day' },
  country: { type: 'string', description: 'Where it was delivered' },
});
const convert = aTool('bank', 'convert', 'Converts an amount of money.', {
  amount: { type: 'number' },
  currency: text,
});
const spread = aTool('stats', 'spread', 'Says how far numbers lie apart.', {
  values: { type: 'array', items: { type: 'number' } },
});
const tools = aCatalog(listOrders, convert, spread);

const order = (number: string, total: number, placed: string, item: string): JsonObject => ({
  ...{ number, total, placed, item },
  ...{ customer: 'Lind', country: 'CH' },
});
const orders = [
  order('A-17', 129.5, '2024-03-09', 'Lamp'),
  order('A-18', 74.25, '2024-04-02', 'Desk mat'),
  order('B-03', 310.75, '2024-05-20', 'Armchair'),
];
const calls = [
  aCall('c1', listOrders, { customer: 'Lind', since: '2024-03-05', country: 'CH' }, orders),
  aCall('c2', convert, { amount: 514.5, currency: 'CHF' }, { amount: 493.92, rate: 0.96 }),
  aCall('c3', spread, { values: [129.5, 74.25, 310.75] }, 'Deviation: 101.83 (3 values)'),
];
const others = (observations: readonly Json[]) =>
  observations.map((observation, at) => ({ arguments: { at }, observation }));
const known = new Map([
  [listOrders.fingerprint, []],
  [convert.fingerprint, others([7.25, 12.5, 880.1].map((amount) => ({ amount, rate: 0.96 })))],
  [
    spread.fingerprint,
    others(['9.75', '4.5', '17.25'].map((each) => `Deviation: ${each} (3 values)`)),
  ],
]);

const evaluate = makeEvaluator({ timeoutMs: 5_000, maxOldGenerationMb: 128 });
afterAll(() => evaluate.close());
const context: JudgingContext = {
  tools,
  evaluate,
  varying: () => [],
  recordings: (fingerprint) => known.get(fingerprint) ?? [],
  conflicts: () => [],
};
async function written(task: object): Promise<TaskDraft> {
  const next = await nextWriting(
    { calls, context, offered: [], seed: 3, count: 1, language: 'English' },
    [proposing(task)],
  );
  if ('ask' in next) throw new Error(JSON.stringify(next.ask.messages.at(-1)));
  const [one] = next.drafts;
  if (one === undefined) throw new Error('no draft');
  return one.draft;
}
const prompt =
  'Take the orders that Lind placed since 5 March 2024 for delivery to Switzerland. What do they come to in CHF, all together?';

test('a total flows, and words of the prompt are read as a day and a code', async () => {
  const draft = await written({
    prompt,
    fields: [{ name: 'total', kind: 'scalar', expression: '$$.c2.amount' }],
    flows: [{ to: 'c2', argument: '/amount', expression: '$sum($$.c1.total)' }],
    bindings: [
      { words: '5 March 2024', value: '2024-03-05' },
      { words: 'Switzerland', value: 'CH' },
    ],
    answer_template: 'They come to {total} CHF.',
  });
  expect(draft.answer).toEqual({ total: 493.92 });
  expect(draft.flows).toEqual([
    {
      from: 'c1',
      from_pointer: '',
      expression: '$sum($$.c1.total)',
      to: 'c2',
      to_pointer: '/amount',
    },
  ]);
  expect(draft.bindings.map(({ normalizer }) => normalizer)).toEqual([
    'identity',
    'date',
    'country-code',
    'identity',
  ]);
});

test('a list flows whole, and a number is read out of a sentence', async () => {
  const draft = await written({
    prompt: prompt.replace(
      'What do they come to in CHF, all together?',
      'How far do their totals lie apart?',
    ),
    fields: [
      {
        name: 'deviation',
        kind: 'scalar',
        expression: '$number($match($$.c3, /Deviation: ([0-9.]+)/).groups[0])',
      },
    ],
    flows: [{ to: 'c3', argument: '/values', expression: '[$$.c1.total]' }],
    bindings: [],
    answer_template: 'The standard deviation is {deviation}.',
  });
  expect(draft.answer).toEqual({ deviation: 101.83 });
  expect(draft.calls.map(({ id, tool }) => `${id} ${tool}`)).toEqual([
    'c1 list_orders',
    'c2 spread',
  ]);
  expect(draft.flows).toMatchObject([
    { from: 'c1', from_pointer: '', expression: '[$$.c1.total]', to: 'c2', to_pointer: '/values' },
  ]);
});
