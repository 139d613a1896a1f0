import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adjusted } from '../catalog/adjustment.ts';
import { reasonText } from '../catalog/reason.ts';
import type { ServerPolicy, Tool, ToolAnnotations } from '../catalog/tool.ts';
import type { JsonObject } from '../json.ts';
import { type Outlook, outlookOf } from './outlook.ts';

const text = { type: 'string' };
const policy: ServerPolicy = {
  ...{ server: 'shop', trust: 'annotations', workspace: false },
  ...{ include: [], exclude: [], seedValues: {} },
};
const READS = { readOnlyHint: true };

function toolOf(name: string, annotations: ToolAnnotations, properties: JsonObject = {}): Tool {
  const inputSchema = { type: 'object', properties, required: Object.keys(properties) };
  return {
    server: 'shop',
    name,
    description: 'Does it.',
    inputSchema,
    annotations,
    fingerprint: '',
  };
}
const look = (tool: Tool, more: Partial<ServerPolicy> = {}) =>
  outlookOf(tool, { ...policy, ...more });
const inShort = ({ state, reasons, changes }: Outlook) => [
  state,
  reasons.map((reason) => reason.why).join(' / '),
  ...changes.map(({ when, becomes, adjustments }) => [when, becomes, ...adjustments]),
];

test('a tool that reads is called, and can be left out', () => {
  expect(inShort(look(toolOf('a', READS)))).toEqual([
    'called',
    'its server says that it only reads',
    ['to leave it out', 'not called', { key: 'exclude', add: ['a'] }],
  ]);
});

test('a tool that asks for a value waits for it, and can be given some', () => {
  expect(inShort(look(toolOf('a', READS, { city: text })))).toEqual([
    'waiting',
    'once values for `city` come up from other calls',
    ['to give some', 'called', { key: 'seedValues', set: { 'a.city': ['…'] } }],
  ]);
});

test('values that do not fit are told', () => {
  const seedValues = { city: [3] };
  expect(look(toolOf('a', READS, { city: text }), { seedValues }).reasons[0]?.why).toBe(
    'once values for `city` come up from other calls (those under "seedValues" do not fit its schema)',
  );
});

test('values that other calls cannot give must be given', () => {
  const two = {
    low: { type: 'number', minimum: 2 },
    high: { type: 'integer' },
    on: { const: true },
  };
  const set = { 'a.low': [2], 'a.high': [1] };
  expect(inShort(look(toolOf('a', READS, two)))).toEqual([
    'not called',
    'no values are known for `low`, `high`, and other calls cannot bring them up',
    ['to give some', 'called', { key: 'seedValues', set }],
  ]);
});

test('a search for files waits for their names', () => {
  const glob = { ...text, description: 'A glob such as **/*.md' };
  expect(look(toolOf('find', READS, { path: text, pattern: glob })).state).toBe('waiting');
  expect(look(toolOf('find', READS, { path: text, pattern: text })).state).toBe('not called');
});

test('what may be an operator is tried, and so called, without any values', () => {
  const number = { type: 'number' };
  expect(look(toolOf('add', READS, { a: number, b: number })).state).toBe('called');
  expect(look(toolOf('add', READS, { a: number, b: number, c: text })).state).toBe('not called');
});

test('what may change things is included where it only reads, and asks for values after that', () => {
  const include = { key: 'include', add: ['add_order'] };
  expect(inShort(look(toolOf('add_order', {}, { city: text })))).toEqual([
    'not called',
    'nothing says that it only reads, and no other tools are called',
    ['if it only reads', 'waiting', include],
  ]);
  expect(look(toolOf('add_order', { destructiveHint: true })).changes).toEqual([
    { when: 'if that is wrong and it changes nothing', becomes: 'called', adjustments: [include] },
  ]);
  const pair = look(toolOf('add_order', {}, { a: text, b: text })).changes[0];
  expect(pair).toMatchObject({ becomes: 'called', adjustments: [include, { key: 'seedValues' }] });
});

test('a name that reads may be included or trusted', () => {
  expect(inShort(look(toolOf('get_order', {})))).toEqual([
    'not called',
    'only its name says that it reads',
    ['if it only reads', 'called', { key: 'include', add: ['get_order'] }],
    ['if all tools with such names only read', 'called', { key: 'trust', set: 'names' }],
  ]);
});

test('an excluded tool comes back, with what it needs besides', () => {
  const back = { key: 'exclude', remove: 'a' };
  const exclude = ['a'];
  expect(inShort(look(toolOf('a', READS), { exclude }))).toEqual([
    'not called',
    'mcp.json excludes it',
    ['to use it', 'called', back],
  ]);
  expect(look(toolOf('a', {}), { exclude }).changes).toEqual([
    {
      when: 'if it only reads',
      becomes: 'called',
      adjustments: [back, { key: 'include', add: ['a'] }],
    },
  ]);
});

test.each<[string, Tool, Partial<ServerPolicy>]>([
  ['code', toolOf('a', READS, { sql: text }), {}],
  ['code that is not permitted', toolOf('a', {}, { sql: text }), {}],
  ['secrets', toolOf('get_env', READS), {}],
  ['an own word in a workspace', toolOf('a', { readOnlyHint: false }), { workspace: true }],
])('where no setting helps none is offered: %s', (_, tool, more) => {
  const { state, reasons, changes } = look(tool, more);
  expect({ state, changes }).toEqual({ state: 'not called', changes: [] });
  expect(reasons.map(reasonText)[0]).toContain('no setting');
});

const hint = fc.option(fc.boolean(), { nil: undefined });
const leaf: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.constantFrom<JsonObject>(text, { type: 'boolean' }, { enum: ['x', 'y'] }, { const: 3 }, {}),
  fc.integer({ min: 0, max: 60 }).map((minLength) => ({ ...text, minLength })),
  fc.integer({ min: -9, max: 9 }).map((minimum) => ({ type: 'integer', minimum })),
  fc.integer({ min: 0, max: 3 }).map((minItems) => ({ type: 'array', items: text, minItems })),
  fc.constant<JsonObject>({
    type: 'object',
    properties: { lat: { type: 'number' } },
    required: ['lat'],
  }),
  fc.constant({ ...text, default: 'd' }),
);
const names = ['get_order', 'send_order', 'shop.find'];
const tools = fc
  .record({
    name: fc.constantFrom(...names),
    annotations: fc.record({ readOnlyHint: hint, destructiveHint: hint }),
    properties: fc.dictionary(fc.constantFrom('city', 'q', 'sort_by', 'sql', 'a/b'), leaf),
    all: fc.boolean(),
  })
  .map(({ name, annotations, properties, all }) => {
    const tool = toolOf(name, annotations, properties);
    return all ? tool : { ...tool, inputSchema: { ...tool.inputSchema, required: ['city'] } };
  });
const policies = fc.record({
  server: fc.constant('shop'),
  trust: fc.constantFrom('annotations' as const, 'names' as const),
  workspace: fc.boolean(),
  include: fc.subarray(names),
  exclude: fc.subarray(names),
  seedValues: fc.dictionary(
    fc.constantFrom('q', 'city', 'get_order.q', 'a/b'),
    fc.constant(['x', 7]),
  ),
});

test('every change keeps its promise, and changes something', () => {
  fc.assert(
    fc.property(tools, policies, (tool, by) => {
      const { state, changes } = outlookOf(tool, by);
      for (const { adjustments, becomes } of changes) {
        expect(outlookOf(tool, adjusted(by, adjustments)).state).toBe(becomes);
        expect(becomes).not.toBe(state);
      }
      if (state === 'called') expect(changes).toHaveLength(1);
    }),
    { numRuns: 150 },
  );
});
