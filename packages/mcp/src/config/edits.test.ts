import type { McpConfig, ServerOptions } from '@firefly/contracts/mcp-config';
import { type Adjustment, adjusted } from '@firefly/domain/catalog/adjustment';
import type { ServerPolicy } from '@firefly/domain/catalog/tool';
import type { Json } from '@firefly/domain/json';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pasted } from '../testing/paste.ts';
import { editsOf } from './edits.ts';
import { patched } from './json-patch.ts';

const contentOf = (firefly?: ServerOptions): McpConfig => ({
  mcpServers: {
    other: { command: 'x' },
    shop: { command: 'node', ...(firefly ? { firefly } : {}) },
  },
});
const lines = (firefly: ServerOptions | undefined, ...adjustments: Adjustment[]) =>
  editsOf(contentOf(firefly), 'shop', adjustments).map(({ kind, place, line, was }) =>
    [kind, place, line, ...(was === undefined ? [] : [was])].join(' | '),
  );
const SHOP = '/mcpServers/shop';
const include: Adjustment = { key: 'include', add: ['a'] };

test.each<[ServerOptions | undefined, Adjustment[], string[]]>([
  [undefined, [include], [`add | ${SHOP} | "firefly": { "include": ["a"] },`]],
  [{}, [include], [`add | ${SHOP}/firefly | "include": ["a"]`]],
  [{ trust: 'names' }, [include], [`add | ${SHOP}/firefly | "include": ["a"],`]],
  [{ include: [] }, [include], [`add | ${SHOP}/firefly/include | "a"`]],
  [
    { include: ['b'] },
    [{ ...include, add: ['a', 'c'] }],
    [`add | ${SHOP}/firefly/include | "a", "c",`],
  ],
  [
    { trust: 'annotations' },
    [{ key: 'trust', set: 'names' }],
    [`replace | ${SHOP}/firefly | "trust": "names" | "trust": "annotations"`],
  ],
  [
    { seedValues: { 'a.b': [1], z: [true] } },
    [{ key: 'seedValues', set: { 'a.b': [2], c: ['…'] } }],
    [
      `add | ${SHOP}/firefly/seedValues | "c": ["…"],`,
      `replace | ${SHOP}/firefly/seedValues | "a.b": [2] | "a.b": [1]`,
    ],
  ],
  [
    { exclude: ['a', 'b', 'a'] },
    [{ key: 'exclude', remove: 'a' }, include],
    [
      `remove | ${SHOP}/firefly/exclude | "a"`,
      `remove | ${SHOP}/firefly/exclude | "a"`,
      `add | ${SHOP}/firefly | "include": ["a"],`,
    ],
  ],
  [
    { exclude: ['b', 'a'], seedValues: { x: [1] } },
    [
      { key: 'exclude', rename: 'a', to: 'c' },
      { key: 'seedValues', rename: 'x', to: 'y' },
    ],
    [
      `replace | ${SHOP}/firefly/exclude | "c" | "a"`,
      `replace | ${SHOP}/firefly/seedValues | "y" | "x"`,
    ],
  ],
])('%j is edited where a person would: %j', (firefly, adjustments, expected) => {
  expect(lines(firefly, ...adjustments)).toEqual(expected);
});

const name = fc.constantFrom('a', 'b.c', 'd"e\\', '~/…\u0000', 'toString');
const names = fc.array(name, { maxLength: 3 });
const values = fc.array(fc.oneof(name, fc.integer(), fc.boolean()), { maxLength: 2 });
const seeds = fc.dictionary(name, values, { maxKeys: 3 });
const list = fc.constantFrom('include' as const, 'exclude' as const);
const any = fc.constantFrom('include' as const, 'exclude' as const, 'seedValues' as const);
const adjustment: fc.Arbitrary<Adjustment> = fc.oneof(
  fc.record({ key: list, add: fc.array(name, { minLength: 1, maxLength: 2 }) }),
  fc.constant<Adjustment>({ key: 'trust', set: 'names' }),
  seeds.map((set): Adjustment => ({ key: 'seedValues', set })),
  fc.record({ key: any, remove: name }),
  fc.record({ key: any, rename: name, to: name }),
);
const options = fc.record(
  { include: names, exclude: names, seedValues: seeds, trust: fc.constant('annotations' as const) },
  { requiredKeys: [] },
);
const policyOf = (firefly: ServerOptions = {}): ServerPolicy => ({
  ...{ server: 'shop', workspace: false, trust: firefly.trust ?? 'annotations' },
  ...{ include: firefly.include ?? [], exclude: firefly.exclude ?? [] },
  seedValues: firefly.seedValues ?? {},
});
const sorted = ({ include, exclude, ...rest }: ServerPolicy) => ({
  ...rest,
  ...{ include: include.toSorted(), exclude: exclude.toSorted() },
});

test('edits, as a patch and typed by hand, come to what was adjusted', () => {
  fc.assert(
    fc.property(
      fc.option(options, { nil: undefined }),
      fc.array(adjustment, { maxLength: 3 }),
      (firefly, adjustments) => {
        const content = contentOf(firefly);
        const edits = editsOf(content, 'shop', adjustments);
        const file = patched(
          content as unknown as Json,
          edits.flatMap((edit) => edit.patch),
        ) as unknown as McpConfig;
        const expected = sorted(adjusted(policyOf(firefly), adjustments));
        expect(sorted(policyOf(file.mcpServers.shop?.firefly))).toEqual(expected);
        const text = edits.reduce(pasted, JSON.stringify(content, null, 2));
        expect(JSON.parse(text)).toEqual(file);
      },
    ),
    { numRuns: 500 },
  );
});
