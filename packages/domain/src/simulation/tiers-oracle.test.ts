import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../identity.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { rewriteNames } from './normalize.ts';
import { memorySource, recorded } from './testing/memory-source.ts';
import { toolTiers } from './tiers.ts';
import type { TierRecording, ToolSwitches } from './tool-index.ts';

/** The tiers against a slow and obvious account of what they are allowed to answer. */

const inputSchema: JsonObject = {
  type: 'object',
  properties: {
    query: { type: 'string' },
    limit: { type: 'integer', default: 5 },
    exact: { type: 'boolean', default: false },
    tags: { type: 'array', items: { type: 'string' } },
  },
  required: ['query'],
};

function isValid(args: JsonObject): boolean {
  const { query, limit = 1, exact = false, tags = [] } = args;
  return (
    Object.hasOwn(args, 'query') &&
    typeof query === 'string' &&
    Number.isInteger(limit) &&
    typeof exact === 'boolean' &&
    Array.isArray(tags) &&
    tags.every((tag) => typeof tag === 'string')
  );
}

const known = new Set(['query', 'limit', 'exact', 'tags']);
const deep = (value: Json, change: (text: string) => Json): Json =>
  typeof value === 'string'
    ? change(value)
    : Array.isArray(value)
      ? value.map((item) => deep(item, change))
      : isObject(value)
        ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, deep(v, change)]))
        : value;
const sorted = (value: Json): Json =>
  Array.isArray(value)
    ? value.map(sorted).toSorted((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1))
    : isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, sorted(v)]))
      : value;
const kept = (args: Json, keep: (key: string, value: Json) => boolean): Json =>
  Object.fromEntries(Object.entries(args as JsonObject).filter(([key, value]) => keep(key, value)));

const levelling: Readonly<Record<string, (args: Json) => Json>> = {
  defaults: (args) => args,
  spaces: (args) => deep(args, (text) => text.trim().replace(/\s+/g, ' ')),
  case: (args) => deep(args, (text) => text.toLowerCase()),
  numbers: (args) =>
    deep(args, (text) => (/^(0|-?[1-9]\d{0,14})$/.test(text) ? Number(text) : text)),
  nulls: (args) => kept(args, (_, value) => value !== null),
  'extra-keys': (args) => kept(args, (key) => known.has(key)),
  'array-order': sorted,
};
const level = (rule: string, args: JsonObject, defaults: boolean): string => {
  const filled = defaults ? { limit: 5, exact: false, ...args } : args;
  return canonicalJson(levelling[rule]?.(filled) ?? null);
};

const text = fc.constantFrom('a', 'A', ' a', 'a  b', 'a b', '7', 'boats of it', 'the boats of it');
/** A member that most often is absent or right, seldom wrong. */
const member = (right: fc.Arbitrary<Json>, wrong: Json, absent: number): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: absent, arbitrary: fc.constant(undefined) },
    { weight: 20 - absent, arbitrary: right },
    { weight: 1, arbitrary: fc.constant(wrong) },
  );
const args = fc
  .record({
    query: member(text, 7, 1),
    limit: member(fc.constantFrom(5, 5, 5, 6), '5', 10),
    exact: member(fc.constantFrom(false, false, true), 'no', 14),
    tags: member(fc.array(text, { maxLength: 2 }), [1], 16),
    extra: member(fc.constant(1), null, 16),
  })
  // Through JSON, which knows no undefined.
  .map((members) => JSON.parse(JSON.stringify(members)) as JsonObject);
const stateKey = fc.constantFrom(null, null, null, 's');
const recordings = fc
  .array(
    fc.tuple(
      args,
      stateKey,
      fc.nat(3).map((one) => one === 0),
    ),
    { minLength: 8, maxLength: 16 },
  )
  .map((rows) =>
    rows.map(([given, state, failed], at) =>
      recorded(
        `r${at}`,
        given,
        failed ? `Required at ${'query' in given ? 'limit' : 'query'}` : `t${at}`,
        {
          ...(state === null ? {} : { state_key: state }),
          ...(failed ? { isError: true as const } : {}),
        },
      ),
    ),
  );
const switches: fc.Arbitrary<ToolSwitches> = fc.record({
  defaults: fc.boolean(),
  rewrites: fc.shuffledSubarray([...rewriteNames], { minLength: 2 }),
  similar: fc.constantFrom(null, { threshold: 0.2 }),
});

/** What the rewrites must answer; null where they must not. */
function wanted(
  all: readonly TierRecording[],
  asked: JsonObject,
  state: string | null,
  on: ToolSwitches,
  readOnly: boolean,
): [string, string] | null {
  const rules = [...(on.defaults ? ['defaults'] : []), ...(readOnly ? on.rewrites : [])];
  for (const rule of rules)
    for (const one of all)
      if (
        one.state_key === state &&
        isValid(one.arguments) &&
        level(rule, one.arguments, on.defaults) === level(rule, asked, on.defaults)
      )
        return [rule, one.id];
  return null;
}

test('no wrong tier, no wrong recording, and no answer where a miss is due', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(recordings, args, stateKey, switches, fc.boolean()),
      async ([all, asked, state, on, readOnly]) => {
        const tool = { server: 's', name: 'find', fingerprint: 'f', readOnly, inputSchema };
        const answer = await toolTiers(tool, on, memorySource(all)).answer(asked, state);
        if (!isValid(asked)) {
          if (answer === null) return;
          // An error, made of an error to other wrong arguments; never anything that was an answer.
          expect(answer.rule).toBe('schema-violation');
          expect(JSON.parse(answer.response).isError).toBe(true);
          const source = all.find(({ id }) => id === answer.recording);
          expect(isValid(source?.arguments ?? { query: '' })).toBe(false);
          return;
        }
        const due = wanted(all, asked, state, on, readOnly);
        if (due || answer?.rule !== 'similar') {
          expect(answer && [answer.rule, answer.recording]).toEqual(due);
          return;
        }
        const source = all.find(({ id }) => id === answer.recording);
        expect({ tier: answer.tier, readOnly, state }).toEqual({
          ...{ tier: 'similar', readOnly: true, state: null },
        });
        expect(on.similar).not.toBeNull();
        expect(source?.state_key).toBeNull();
        expect(source?.response).toBe(answer.response);
        expect(answer.response).not.toContain('isError');
        const { query: _, tags: _t, ...rest } = asked;
        const { query: _q, tags: _s, ...others } = source?.arguments ?? {};
        expect(others).toEqual(rest);
      },
    ),
    { numRuns: 3_000 },
  );
});

test('any JSON as arguments and any schema: an answer or a miss, never a crash', async () => {
  const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;
  const object = fc.dictionary(fc.string(), json) as fc.Arbitrary<JsonObject>;
  const schema = fc.oneof(fc.constant(inputSchema), object);
  const on: ToolSwitches = {
    ...{ defaults: true, rewrites: rewriteNames, similar: { threshold: 0 } },
  };
  await fc.assert(
    fc.asyncProperty(schema, fc.array(object, { maxLength: 4 }), object, async (of, all, asked) => {
      const source = memorySource(all.map((given, at) => recorded(`r${at}`, given)));
      const tiers = toolTiers(
        { server: 's', name: 't', fingerprint: 'f', readOnly: true, inputSchema: of },
        on,
        source,
      );
      const answer = await tiers.answer(asked, null);
      expect(answer === null || all[Number(answer.recording?.slice(1))] !== undefined).toBe(true);
    }),
  );
});
