import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../identity.ts';
import type { JsonObject } from '../json.ts';
import { normalText, type Rule, rewriteNames } from './normalize.ts';

const schema: JsonObject = {
  type: 'object',
  properties: {
    query: { type: 'string' },
    limit: { type: 'integer', default: 10 },
    where: { $ref: '#/$defs/place' },
    stops: { type: 'array', items: { $ref: '#/$defs/place' } },
    pair: { prefixItems: [{ type: 'string' }, { $ref: '#/$defs/place' }] },
    open: { type: 'object', additionalProperties: { $ref: '#/$defs/place' } },
    note: { anyOf: [{ type: 'string' }, { type: 'null' }], default: null },
  },
  $defs: { place: { type: 'object', properties: { unit: { default: 'km' } } } },
};
const text = (args: JsonObject, ...rules: Rule[]) => normalText(schema, args, rules);
const same = (a: JsonObject, b: JsonObject, ...rules: Rule[]) =>
  text(a, ...rules) === text(b, ...rules);

test('without a rule it is canonical JSON', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 6 })), (args) => {
      const read = JSON.parse(JSON.stringify(args)) as JsonObject;
      expect(normalText(schema, read, [])).toBe(canonicalJson(read));
    }),
  );
});

test('defaults are filled in objects, elements, tuples, open objects and references', () => {
  const full = { query: 'x', limit: 10, note: null };
  expect(text({ query: 'x' }, 'defaults')).toBe(canonicalJson(full));
  const km = { unit: 'km' };
  expect(text({ where: {}, stops: [{}, { unit: 'mi' }] }, 'defaults')).toBe(
    canonicalJson({ where: km, stops: [km, { unit: 'mi' }], limit: 10, note: null }),
  );
  expect(same({ pair: ['a', {}] }, { pair: ['a', km] }, 'defaults')).toBe(true);
  expect(same({ open: { a: {} } }, { open: { a: km } }, 'defaults')).toBe(true);
  // What is absent as a whole is not made up.
  expect(same({}, { where: km }, 'defaults')).toBe(false);
  expect(same({ limit: 9 }, {}, 'defaults')).toBe(false);
});

test.for<[Rule, JsonObject, JsonObject]>([
  ['spaces', { query: ' a  b\n' }, { query: 'a b' }],
  ['case', { query: 'RIGA' }, { query: 'riga' }],
  ['numbers', { query: '12' }, { query: 12 }],
  ['nulls', { query: null }, {}],
  ['extra-keys', { query: 'a', guess: 1 }, { query: 'a' }],
  ['array-order', { stops: ['a', 'b'] }, { stops: ['b', 'a'] }],
])('%s levels what it says, and no other rule does', ([rule, a, b]) => {
  expect(same(a, b, rule)).toBe(true);
  for (const other of rewriteNames) if (other !== rule) expect(same(a, b, other)).toBe(false);
});

test('what only looks like a number, or an object that is open, is left alone', () => {
  for (const query of ['007', '-0', '1.0', '1e3', '12345678901234567890'])
    expect(same({ query }, { query: Number(query) }, 'numbers')).toBe(false);
  expect(same({ open: { a: 1 } }, { open: {} }, 'extra-keys')).toBe(false);
});

test('any schema and any arguments have a text or none, the same each time', () => {
  const json = fc.jsonValue({ maxDepth: 5 });
  const loose = fc.dictionary(
    fc.constantFrom('properties', 'items', '$ref', 'default', 'anyOf', 'prefixItems', 'type', 'a'),
    fc.oneof(json, fc.constant('#'), fc.constant({ a: { $ref: '#', default: {} } })),
  );
  fc.assert(
    fc.property(loose, fc.dictionary(fc.string(), json), (odd, args) => {
      const rules: Rule[] = ['defaults', ...rewriteNames];
      const made = normalText(odd as JsonObject, args as JsonObject, rules);
      expect(made === null || typeof made === 'string').toBe(true);
      expect(normalText(odd as JsonObject, args as JsonObject, rules)).toBe(made);
    }),
  );
});

test('what is too deep, or fills itself for ever, has no text', () => {
  let deep: JsonObject = {};
  for (let level = 0; level < 50_000; level += 1) deep = { a: deep };
  expect(normalText({}, deep, [])).toBeNull();
  const endless = { properties: { a: { $ref: '#', default: {} }, b: { $ref: '#', default: {} } } };
  expect(normalText(endless, {}, ['defaults'])).toBeNull();
  const odd = JSON.parse('{"__proto__":{"a":1},"\\ud800":"\\udfff"}') as JsonObject;
  expect(normalText({}, odd, [])).toBe('{"__proto__":{"a":1},"\\ud800":"\\udfff"}');
});
