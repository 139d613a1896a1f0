import type { Json, JsonObject } from '@firefly/domain/json';
import { leavesOf } from '@firefly/domain/pointer';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { makeEvaluator } from './evaluator.ts';

const evaluator = makeEvaluator({ timeoutMs: 5_000, maxOldGenerationMb: 64 });
afterAll(() => evaluator.close());

const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;
const roundTrip = (value: Json): Json => JSON.parse(JSON.stringify(value)) as Json;
const names = (value: Json) => [...leavesOf(value)].map(({ pointer }) => `c1${pointer}`);

test('a whole observation comes back as it is, and all its leaves are read', async () => {
  await fc.assert(
    fc.asyncProperty(json, async (value) => {
      const result = await evaluator.evaluate('c1', { c1: value });
      expect(result).toMatchObject({ ok: true });
      if (!result.ok) return;
      expect(JSON.stringify(result.value)).toBe(JSON.stringify(roundTrip(value)));
      const reads = result.reads.map(({ call, pointer }) => call + pointer);
      expect(reads.sort()).toEqual(names(value).sort());
    }),
  );
});

/** Steps that fit some observations and miss others. */
const key = fc.constantFrom('a', 'b', '__proto__', 'constructor', 'length', 'then');
const shape = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Json>(0, 1, 'x', 'y', true, null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .array(fc.tuple(key, tie('value')), { maxLength: 4 })
      .map((pairs) => Object.fromEntries(pairs) as JsonObject),
  ),
})).value;
const expression = fc
  .array(fc.oneof(key, fc.constantFrom("a[b='x']", 'b[$count($)=1]', '(a)')), { maxLength: 3 })
  .chain((steps) =>
    fc.constantFrom('$', '[$]', '$count($)', '$string($)', '"z" & $', '$distinct($)').map((form) =>
      form
        .replaceAll('$)', '#)')
        .replace(/\$(?=\]?$)/, '#')
        .replaceAll('#', ['c1', ...steps].join('.')),
    ),
  );

test('reads are leaves of the inputs; the same question has the same answer', async () => {
  await fc.assert(
    fc.asyncProperty(shape, expression, async (value, text) => {
      const result = await evaluator.evaluate(text, { c1: value });
      expect(await evaluator.evaluate(text, { c1: roundTrip(value) })).toEqual(result);
      if (!result.ok) return;
      const leaves = new Set(names(value));
      for (const { call, pointer } of result.reads) expect(leaves).toContain(call + pointer);
      const again = roundTrip(result.value);
      expect(JSON.stringify(again)).toBe(JSON.stringify(result.value));
      await expect(evaluator.dependsOn(text, { c1: value }, result.reads)).resolves.toSatisfy(
        (found: readonly unknown[]) => found.length <= result.reads.length,
      );
    }),
    { numRuns: 300 },
  );
});

test('a step never reaches what is not in the data', async () => {
  await fc.assert(
    fc.asyncProperty(shape, key, async (value, name) => {
      const result = await evaluator.evaluate(`c1.${name}`, { c1: value });
      const holders = Array.isArray(value) ? value.flat(9) : [value];
      const everywhere = holders.every(
        (holder) => typeof holder === 'object' && holder !== null && Object.hasOwn(holder, name),
      );
      if (everywhere) expect(result.ok || result.reason === 'nothing').toBe(true);
      else expect(result).toMatchObject({ ok: false, reason: 'missing' });
    }),
  );
});
