import type { Json, JsonObject } from '@firefly/domain/json';
import { afterAll, expect, test } from 'vitest';
import { makeEvaluator } from './evaluator.ts';

const evaluator = makeEvaluator({ timeoutMs: 2_000, maxOldGenerationMb: 64 });
afterAll(() => evaluator.close());

const inputs: JsonObject = {
  c1: {
    cities: [
      { name: 'Bern', population: 134, tags: ['old', 'river'] },
      { name: 'Thun', population: 43, tags: ['lake'] },
      { name: 'Biel', population: 55, tags: ['lake', 'watch'] },
    ],
    one: [{ n: 1 }],
    half: [{ a: 1 }, { b: 2 }],
    mixed: [{ a: 1 }, null, 'text'],
    empty: [],
    nothing: null,
    total: 7,
    text: 'Total: 42 items',
  },
  c2: 'plain',
};

async function resultOf(expression: string): Promise<Json> {
  const result = await evaluator.evaluate(expression, inputs);
  if (!result.ok) throw new Error(`${expression}: ${result.reason}: ${result.detail}`);
  return result.value;
}
async function failureOf(expression: string, given = inputs): Promise<string> {
  const result = await evaluator.evaluate(expression, given);
  return result.ok ? `gave ${JSON.stringify(result.value)}` : `${result.reason}: ${result.detail}`;
}

test.each<[string, Json]>([
  ["c1.cities[name='Thun'].population", 43],
  ['c1.cities[population = $max($$.c1.cities.population)].name', 'Bern'],
  ['$number($match(c1.text, /Total: (\\d+)/).groups[0])', 42],
  ["$count(c1.cities['lake' in tags])", 2],
  ["$count(c1.cities[name='Genf'])", 0],
  ['$max(c1.cities.population) - $min(c1.cities.population)', 91],
  ['$$.c2', 'plain'],
  ['$substringBefore(c1.text, ":")', 'Total'],
  ['0 * -1', 0],
])('%s is %j', async (expression, value) => {
  expect(await resultOf(expression)).toEqual(value);
});

test('a list stays a list only where it is written as one', async () => {
  expect(await resultOf('c1.one.n')).toBe(1);
  expect(await resultOf('[c1.one.n]')).toEqual([1]);
  expect(await resultOf('[c1.cities[population > 999].name]')).toEqual([]);
  expect(await failureOf('c1.cities[population > 999].name')).toMatch(/^nothing/);
});

test.each([
  ['$count(c1.typo)', 'c1 has no "typo"'],
  ['"x" & c1.typo', 'c1 has no "typo"'],
  ['c1.half.a', 'c1/half/1 has no "a"'],
  ['$sum(c1.half.a)', 'c1/half/1 has no "a"'],
  ['c1.mixed.a', '"a" \\(.*\\) was looked for on null'],
  ['c1.cities[typo = 1]', 'c1/cities/0 has no "typo"'],
  ['c1.cities[population = $max(c1.cities.population)]', 'c1/cities/0 has no "c1"'],
  ['c1.cities^(typo)', 'has no "typo"'],
  ['c1.nothing.x', 'looked for on null'],
  ['c1.cities.name.first', 'looked for on "Bern"'],
  ['$match(c1.text, /(4)/).group', 'has no "group"'],
  ['c9.x', 'there is no call "c9"'],
  ['c1.constructor', 'c1 has no "constructor"'],
  ['c1.__proto__', 'c1 has no "__proto__"'],
])('%s: a step that finds nothing is an error that names it', async (expression, place) => {
  expect(await failureOf(expression)).toMatch(new RegExp(`^missing: .*${place}`));
});

test.each([
  '"x" & c1.cities[name="Genf"].name',
  '[c1.total, c1.cities[name="Genf"].name]',
  'c1.cities[name="Genf"].population > 3 ? 1 : 2',
  'c1.total = c1.cities[name="Genf"].population',
  '$append(c1.cities[name="Genf"].name, "a")',
  '{"a": c1.cities[name="Genf"].name}',
  '$match(c1.text, /none/).groups[0]',
  '$substringAfter(c1.text, "#")',
])('%s: an operand that is nothing is an error', async (expression) => {
  expect(await failureOf(expression)).toMatch(/^nothing/);
});

test('what is no finite JSON is no result', async () => {
  for (const expression of ['1/0', '0/0', '[1/0]', '1/0 + 1', '/a/']) {
    expect(await failureOf(expression)).toMatch(/^not-json/);
  }
});

test('a predicate that gives a number is a position in disguise', async () => {
  expect(await failureOf('c1.cities[population]')).toMatch(
    /^(forbidden: a predicate must compare|error: a predicate gave 134)/,
  );
});

test('syntax and forbidden functions never reach the thread', async () => {
  expect(await failureOf('c1.[')).toMatch(/^syntax/);
  for (const expression of [
    '$now()',
    '$eval("1")',
    '($f := function(){ $f() }; $f())',
    '[1..10000000]',
  ]) {
    expect(await failureOf(expression)).toMatch(/^forbidden/);
  }
});

test('data cannot pose as the marks of the library', async () => {
  const marked: JsonObject = {
    c1: JSON.parse(
      '{"rows":[{"outerWrapper":true,"tupleStream":true,"then":"t","__proto__":{"x":1}}]}',
    ),
  };
  const result = await evaluator.evaluate('c1.rows.($.then)', marked);
  expect(result).toMatchObject({
    ok: true,
    value: 't',
    reads: [{ call: 'c1', pointer: '/rows/0/then' }],
  });
  expect(await failureOf('c1.rows.outerWrapper', marked)).toMatch(/^error: .*"outerWrapper"/);
  expect(await failureOf('c1.rows.x', marked)).toMatch(/^missing/);
  const whole = await evaluator.evaluate('c1', marked);
  expect(whole.ok && JSON.stringify(whole.value)).toBe(JSON.stringify(marked.c1));
});

test('reads are the leaves that were looked at', async () => {
  const reads = async (expression: string) => {
    const result = await evaluator.evaluate(expression, inputs);
    return result.ok ? result.reads.map(({ call, pointer }) => `${call}${pointer}`) : result;
  };
  expect(await reads("c1.cities[name='Thun'].population")).toEqual([
    'c1/cities/0/name',
    'c1/cities/1/name',
    'c1/cities/2/name',
    'c1/cities/1/population',
  ]);
  expect(await reads('c1.one')).toEqual(['c1/one/0/n']);
  expect(await reads('$count(c1.one)')).toEqual(['c1/one/0/n']);
  expect(await reads('c2')).toEqual(['c2']);
});
