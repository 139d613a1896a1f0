import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleOf } from '../catalog/sample.ts';
import { compileSchema } from '../catalog/validator.ts';
import { canonicalJson } from '../identity.ts';
import type { JsonObject } from '../json.ts';
import { invalidCall } from './invalid-call.ts';
import { violationOf } from './violation.ts';

const text = { type: 'string' };
const call = (properties: JsonObject, required: string[] = [], fitting?: JsonObject) =>
  invalidCall({ inputSchema: { type: 'object', properties, required } }, fitting);

test('a required property is left out, the one with the longest name; the others are made up', () => {
  expect(call({ a: { type: 'integer', minimum: 5 }, path: text }, ['a', 'path'])).toEqual({
    arguments: { a: 5 },
    violation: { kind: 'missing', pointer: '/path', expected: 'string', given: 'undefined' },
  });
});

test('arguments that fit are a better base than made-up ones', () => {
  const made = call({ day: text, path: text }, ['day', 'path'], { day: 'Monday', path: '/x' });
  expect(made?.arguments).toEqual({ day: 'Monday' });
});

test('where nothing is required one property has a value of another type', () => {
  expect(call({ limit: { type: 'integer', default: 5 } })).toMatchObject({
    arguments: { limit: 'invalid' },
    violation: { kind: 'type', pointer: '/limit', expected: 'integer', given: 'string' },
  });
  expect(call({ path: { ...text, default: '.' } }, ['path'])?.arguments).toEqual({ path: 7 });
});

test('a property whose fault has other words is not chosen; without any there is no call', () => {
  const mode = { enum: ['fast', 'slow'] };
  expect(call({ mode, a: text }, ['mode', 'a'])?.arguments).toEqual({ mode: 'fast' });
  for (const none of [call({}), call({ mode }, ['mode']), call({ any: {} }, ['any'])])
    expect(none).toBeNull();
});

const leaf = fc.oneof(
  fc.record({ type: fc.constant('string'), minLength: fc.nat(9) }, { requiredKeys: ['type'] }),
  fc.record({ type: fc.constantFrom('integer', 'number'), minimum: fc.integer() }),
  fc.record({ type: fc.constantFrom('integer', 'number'), exclusiveMaximum: fc.integer() }),
  fc.constant({ type: 'boolean' }),
  fc.constant({ type: ['string', 'null'] }),
  fc.constant({ anyOf: [{ type: 'number' }, { type: 'null' }] }),
  fc.record({ enum: fc.uniqueArray(fc.string(), { minLength: 1 }) }),
);
const { schema } = fc.letrec<{ member: JsonObject; schema: JsonObject }>((tie) => ({
  member: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.record({ type: fc.constant('array'), items: tie('member'), minItems: fc.nat(3) }),
    tie('schema'),
  ) as fc.Arbitrary<JsonObject>,
  schema: fc
    .array(fc.tuple(fc.string(), tie('member'), fc.boolean()), { maxLength: 5 })
    .chain((members) =>
      fc.constant({
        type: 'object',
        properties: Object.fromEntries(members.map(([name, member]) => [name, member])),
        required: [...new Set(members.flatMap(([name, , must]) => (must ? [name] : [])))],
      }),
    ),
}));

test('it breaks the schema in exactly one place, and always in the same', () => {
  fc.assert(
    fc.property(schema, fc.boolean(), (inputSchema, closed) => {
      const given = { ...inputSchema, ...(closed ? { additionalProperties: false } : {}) };
      const made = invalidCall({ inputSchema: given });
      if (made === null) return;
      const compiled = compileSchema(given);
      expect(compiled.ok && compiled.fits(made.arguments)).toBe(false);
      expect(violationOf(given, made.arguments)).toEqual(made.violation);
      const again = invalidCall({ inputSchema: structuredClone(given) });
      expect(canonicalJson(again)).toBe(canonicalJson(made));
    }),
  );
});

test('a value made up for a plain schema fits it', () => {
  fc.assert(
    fc.property(schema, (inputSchema) => {
      const compiled = compileSchema(inputSchema);
      expect(compiled.ok && compiled.fits(sampleOf(inputSchema, inputSchema))).toBe(true);
    }),
  );
});
