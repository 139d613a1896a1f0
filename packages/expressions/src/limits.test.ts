import type { JsonObject } from '@firefly/domain/json';
import { afterAll, expect, test } from 'vitest';
import { makeEvaluator } from './evaluator.ts';

const evaluator = makeEvaluator({ timeoutMs: 1_500, maxOldGenerationMb: 64 });
afterAll(() => evaluator.close());

const rows = Array.from({ length: 300 }, (_, n) => ({ n, text: 'ab'.repeat(50) }));
const inputs: JsonObject = { c1: { text: `${'a'.repeat(40)}!`, rows, long: 'ab'.repeat(400_000) } };

async function reasonOf(expression: string): Promise<string> {
  const result = await evaluator.evaluate(expression, inputs);
  return result.ok ? `gave ${JSON.stringify(result.value).slice(0, 99)}` : result.reason;
}
const works = async () => expect(await reasonOf('$count(c1.rows)')).toBe('gave 300');

test('a catastrophic regex is killed at the deadline, and the next evaluation works', async () => {
  const started = performance.now();
  expect(await reasonOf('$match(c1.text, /^(a+)+$/)')).toBe('time');
  expect(performance.now() - started).toBeLessThan(10_000);
  await works();
});

test('an evaluation that makes too many steps ends by their number', async () => {
  const cubic = 'c1.rows[n = $max($$.c1.rows[n <= $max($$.c1.rows.n)].n)].n';
  expect(await evaluator.evaluate(cubic, inputs)).toEqual({
    ok: false,
    reason: 'time',
    detail: 'stopped after 1000000 steps',
  });
});

test('an answer that came while we were busy ourselves is heard', async () => {
  const quick = makeEvaluator({ timeoutMs: 300, maxOldGenerationMb: 64 });
  try {
    await quick.evaluate('c1.rows[n=7].n', inputs);
    // From here the loop looks at its timers before it looks at messages.
    await new Promise((resolve) => setImmediate(resolve));
    const asked = quick.evaluate('c1.rows[n=8].n', inputs);
    // Only promises go on here, so the question is put before the event loop stands still.
    for (let turn = 0; turn < 50; turn++) await null;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 900);
    expect(await asked).toMatchObject({ ok: true, value: 8 });
  } finally {
    await quick.close();
  }
});

test('evaluations that wait for a killed one are answered', async () => {
  const [killed, next] = await Promise.all([
    reasonOf('$contains(c1.text, /^(a+)+$/)'),
    reasonOf('c1.rows[n=7].n'),
  ]);
  expect([killed, next]).toEqual(['time', 'gave 7']);
});

test.each([
  // Doubling: 2^30 characters.
  `(${Array.from({ length: 30 }, (_, n) => `$v${n} := ${n === 0 ? 'c1.text' : `$v${n - 1} & $v${n - 1}`}`).join('; ')}; $v29)`,
  // 300^3 elements, held in one sequence after the other.
  'c1.rows.($$.c1.rows.($$.c1.rows.n))',
  '$join(c1.rows.($$.c1.long), "")',
  '$replace(c1.long, "a", c1.long)',
  '[c1.rows.[$$.c1.rows.(["a" & $$.c1.rows[0].text & n])]]',
])('%s ends by a limit, and the next evaluation works', async (expression) => {
  expect(['memory', 'time']).toContain(await reasonOf(expression));
  await works();
});

test('two threads work at a time', async () => {
  const two = makeEvaluator({ timeoutMs: 20_000, maxOldGenerationMb: 64, workers: 2 });
  try {
    await two.evaluate('1', {});
    const slow = two.evaluate('$match(c1.text, /^(a+)+$/)', inputs);
    expect(await two.evaluate('c1.rows[n=7].n', inputs)).toMatchObject({ ok: true, value: 7 });
    await two.close();
    expect(await slow).toMatchObject({ ok: false, reason: 'error' });
  } finally {
    await two.close();
  }
  await expect(two.evaluate('1', {})).rejects.toThrow('closed');
});

test('inputs that no JSON text can hold are refused by name, and the next evaluation works', async () => {
  let deep: JsonObject = {};
  for (let at = 0; at < 50_000; at++) deep = { deep };
  expect(await evaluator.evaluate('c1', { c1: deep })).toMatchObject({
    ok: false,
    reason: 'error',
  });
  await works();
});
