import { accounted } from '@firefly/domain/judging/accounted';
import type { JudgingContext } from '@firefly/domain/judging/context';
import { rebuildArguments } from '@firefly/domain/synthesis/rebuild-arguments';
import { nextWriting } from '@firefly/engines/anthropic/writer/writing';
import { makeEvaluator } from '@firefly/expressions/evaluator';
import { aCall, aCatalog, aTool } from '@firefly/testing/builders/parts';
import { afterAll, expect, test } from 'vitest';
import { proposing } from './kit.ts';

const flag = { type: 'boolean' };
const known = aTool('shop', 'list_orders', 'Lists the orders of a customer.', {
  customer: { type: 'string' },
  include_archived: flag,
  only_gifts: flag,
});
const listOrders = { ...known, inputSchema: { ...known.inputSchema, required: ['customer'] } };
const order = (number: string, crates: number, item: string) => ({
  ...{ number, crates, item, customer: 'Lind' },
});
const orders = [order('A-17', 120, 'Lamp'), order('A-18', 74, 'Mat'), order('B-03', 310, 'Chair')];

const evaluate = makeEvaluator({ timeoutMs: 5_000, maxOldGenerationMb: 128 });
afterAll(() => evaluate.close());
const tools = aCatalog(listOrders);
const context: JudgingContext = {
  tools,
  evaluate,
  varying: () => [],
  recordings: () => [],
  conflicts: () => [],
};

async function written(prompt: string, flags: object, ...words: string[]) {
  const calls = [aCall('c1', listOrders, { customer: 'Lind', ...flags }, orders)];
  const task = {
    prompt,
    fields: [{ name: 'crates', kind: 'scalar', expression: '$sum($$.c1.crates)' }],
    flows: [],
    bindings: words.map((each) => ({ words: each, value: true })),
    answer_template: 'They come to {crates}.',
  };
  const next = await nextWriting(
    { calls, context, offered: [], seed: 3, count: 1, language: 'English' },
    [proposing(task), proposing()],
  );
  if ('ask' in next) throw new Error('it was asked for once more');
  return next;
}
const archived = 'How many crates do the orders of Lind come to in total, also archived ones?';

test('a flag is bound to words that name it, and rebuilt from them', async () => {
  const { drafts, misfits } = await written(
    archived,
    { include_archived: true },
    'also archived ones',
  );
  expect(misfits).toEqual([]);
  const [{ draft } = { draft: undefined }] = drafts;
  if (draft === undefined) throw new Error('no draft');
  expect(draft.bindings).toContainEqual({
    ...{ call: 'c1', pointer: '/include_archived', normalizer: 'flag' },
    span: [archived.indexOf('also'), archived.indexOf('?')],
  });
  const { inputSchema } = listOrders;
  expect(
    await rebuildArguments({ task: draft, call: 'c1', inputSchema, observations: {}, evaluate }),
  ).toEqual({ ok: true, arguments: { customer: 'Lind', include_archived: true } });
});

test('a flag bound to other words is accounted for by nothing', async () => {
  const [{ draft } = { draft: undefined }] = (
    await written(archived, { include_archived: true }, 'also archived ones')
  ).drafts;
  if (draft === undefined) throw new Error('no draft');
  const bindings = draft.bindings.map((binding) =>
    binding.normalizer === 'flag' ? { ...binding, span: [0, 15] as const } : binding,
  );
  const { passed, evidence } = await accounted({ ...draft, bindings }, context);
  expect(passed).toBe(false);
  expect(evidence).toContain('"How many crates" does not name what it switches on');
});

test('each of two flags has words of its own', async () => {
  const prompt =
    'How many crates do the orders of Lind come to in total, only the gifts, but with archived ones?';
  const flags = { include_archived: true, only_gifts: true };
  const beside = prompt.replace('but with', 'and also');
  const { drafts } = await written(beside, flags, 'only the gifts', 'archived ones');
  expect(
    drafts[0]?.draft.bindings.map((binding) => 'pointer' in binding && binding.pointer),
  ).toEqual(['/customer', '/include_archived', '/only_gifts']);
  const { misfits } = await written(beside, flags, 'only the gifts');
  expect(misfits[0]?.reason).toContain('c1 /include_archived = true comes from nowhere');
});

test.each([
  ['no words', archived, { include_archived: true }, []],
  ['words that say something else', archived, { include_archived: true }, ['in total']],
  ['words that the prompt does not say', archived, { include_archived: true }, ['archived gifts']],
  [
    'words that deny it',
    archived.replace('also', 'without'),
    { include_archived: true },
    ['archived ones'],
  ],
  ['a flag that is false', archived, { include_archived: false }, ['also archived ones']],
])('a flag with %s comes from nowhere', async (_, prompt, flags, words) => {
  const { drafts, misfits } = await written(prompt, flags, ...words);
  expect(drafts).toEqual([]);
  expect(misfits[0]?.reason).toContain('c1 /include_archived');
});
