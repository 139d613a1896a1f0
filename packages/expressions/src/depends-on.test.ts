import type { Json, JsonObject } from '@firefly/domain/json';
import { afterAll, expect, test } from 'vitest';
import { makeEvaluator } from './evaluator.ts';

const evaluator = makeEvaluator({ timeoutMs: 2_000, maxOldGenerationMb: 64 });
afterAll(() => evaluator.close());

const inputs: JsonObject = {
  c1: {
    total: 5,
    amount: '12',
    code: 'AB-1-x.y',
    ok: true,
    nothing: null,
    when: '2024-02-29',
    text: 'Report\nAuthor: Maria\nTotal: 42 items',
    prices: 'Adults: 12 EUR\nUnder 18: 7 EUR',
    one: [{ name: 'A', price: 3 }],
    items: [
      { name: 'A', price: 3, kind: 'tea', when: '2024-05-01' },
      { name: 'B', price: 9, kind: 'tea', when: '2023-01-31' },
      { name: 'C', price: 4, kind: 'cup', when: '2022-12-01' },
    ],
  },
};

async function depends(expression: string, alternatives?: Record<string, Json[]>) {
  const result = await evaluator.evaluate(expression, inputs);
  if (!result.ok) throw new Error(`${expression}: ${result.detail}`);
  const leaves = await evaluator.dependsOn(expression, inputs, result.reads, alternatives);
  return leaves.map(({ call, pointer }) => call + pointer);
}

test.each([
  '42 + 0 * c1.total',
  '42 + 0 * $number(c1.amount)',
  '42 + 0 * $sum(c1.items.price)',
  "42 + 0 * c1.items[name='A'].price",
  '42 + 0 * $number($match(c1.text, /Total: (\\d+)/).groups[0])',
  '42 + 0 * $count(c1.one)',
  '42 + 0 * $toMillis(c1.when)',
  "c1.ok or true ? 'x' : 'x'",
  'c1.total - c1.total',
])('%s is a constant: it depends on nothing', async (expression) => {
  expect(await depends(expression)).toEqual([]);
});

test.each<[string, string[]]>([
  ['c1.total * 2', ['c1/total']],
  ['$number(c1.amount)', ['c1/amount']],
  ['c1.ok', ['c1/ok']],
  ['c1.nothing', ['c1/nothing']],
  ['$number($match(c1.text, /Total: (\\d+)/).groups[0])', ['c1/text']],
  ['$lowercase($match(c1.text, /Author: (\\w+)/).groups[0])', ['c1/text']],
  ['$contains(c1.text, "Maria")', ['c1/text']],
  [
    '$number($match(c1.prices, /Adults: (\\d+)/).groups[0]) - $number($match(c1.prices, /Under 18: (\\d+)/).groups[0])',
    ['c1/prices'],
  ],
  ['$substringAfter(c1.code, "-")', ['c1/code']],
  ["c1.items[name='B'].price", ['c1/items/1/name', 'c1/items/1/price']],
  ['c1.total + 0 * $sum(c1.items.price)', ['c1/total']],
  [
    "$sum(c1.items[name != ''].price)",
    ['c1/items/0/price', 'c1/items/1/price', 'c1/items/2/price'],
  ],
  ['$count(c1.items)', ['c1/items/0/name', 'c1/items/1/name', 'c1/items/2/name']],
  ["$count(c1.items[kind='tea'])", ['c1/items/0/kind', 'c1/items/1/kind']],
])('%s depends on %j', async (expression, leaves) => {
  expect(await depends(expression)).toEqual(leaves);
});

test('an extreme depends on every element it was chosen from', async () => {
  const price = ['c1/items/0/price', 'c1/items/1/price', 'c1/items/2/price'];
  expect(await depends('$max(c1.items.price)')).toEqual(price);
  expect(await depends('c1.items[price = $max($$.c1.items.price)].name')).toEqual([
    ...price,
    'c1/items/1/name',
  ]);
  const oldest = 'c1.items[$toMillis(when) = $min($$.c1.items.$toMillis(when))].name';
  expect(await depends(oldest)).toEqual([
    'c1/items/0/when',
    'c1/items/1/when',
    'c1/items/2/when',
    'c1/items/2/name',
  ]);
});

test('a leaf that only fails may be asked for alone', async () => {
  const name = { call: 'c1', pointer: '/items/1/name' };
  expect(await evaluator.dependsOn("c1.items[name='B'].price", inputs, [name])).toEqual([name]);
  expect(await evaluator.dependsOn("0 * c1.items[name='B'].price", inputs, [name])).toEqual([]);
});

test('another recorded value shows what the fixed ones do not; one of another type is no evidence', async () => {
  const expression = "c1.items[kind='cup'].name";
  const leaf = { call: 'c1', pointer: '/items/0/kind' };
  expect(await evaluator.dependsOn(expression, inputs, [leaf])).toEqual([]);
  expect(
    await evaluator.dependsOn(expression, inputs, [leaf], { 'c1/items/0/kind': ['cup'] }),
  ).toEqual([leaf]);
  expect(await depends('42 + 0 * c1.total', { 'c1/total': ['no number', null] })).toEqual([]);
});

test('the inputs stand as before: the same question has the same answer', async () => {
  const before = JSON.stringify(inputs);
  const once = await depends('$sum(c1.items.price) & $count(c1.items)');
  expect(await depends('$sum(c1.items.price) & $count(c1.items)')).toEqual(once);
  expect(await evaluator.evaluate('c1', inputs)).toMatchObject({ ok: true, value: inputs.c1 });
  expect(JSON.stringify(inputs)).toBe(before);
});

test('one object given as two calls is two', async () => {
  const shared = { n: 4 };
  const twice: JsonObject = { c1: shared, c2: shared };
  const leaf = { call: 'c1', pointer: '/n' };
  expect(await evaluator.dependsOn('c1.n - c2.n', twice, [leaf])).toEqual([leaf]);
});

test('what cannot be answered is refused with a reason', async () => {
  const leaf = { call: 'c1', pointer: '/total' };
  const refused = (expression: string, leaves = [leaf]) =>
    expect(evaluator.dependsOn(expression, inputs, leaves)).rejects;
  await refused('c1.typo').toThrow('c1 has no "typo"');
  await refused('$now()').toThrow('$now is not among');
  await refused('c1.total', [{ call: 'c1', pointer: '/nowhere' }]).toThrow('c1/nowhere');
  await refused('c1.total', [{ call: 'c1', pointer: '/items' }]).toThrow('no scalar');
  await refused(
    'c1.total',
    Array.from({ length: 4_001 }, () => leaf),
  ).toThrow('at most 4000');
});

test('a search that runs into a catastrophic regex is killed, and the next question is answered', async () => {
  const given: JsonObject = { c1: { text: `${'a'.repeat(36)}`, n: 1 } };
  const leaf = { call: 'c1', pointer: '/text' };
  await expect(
    evaluator.dependsOn('$contains(c1.text, /^(a+)+$/)', given, [leaf], {
      'c1/text': [`${'a'.repeat(40)}!`],
    }),
  ).rejects.toThrow('stopped after 2000 ms without a step');
  expect(await evaluator.evaluate('c1.n', given)).toMatchObject({ ok: true, value: 1 });
});
