import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonFault, jsonFaultTold } from './json-fault.ts';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

test.each<[string, string]>([
  ['{\n  "a": Bearer sk-1\n}', 'see line 2, column 8'],
  ['{"a": 1,}', 'see line 1, column 9'],
  ["{'a': 1}", 'see line 1, column 2'],
  ['{"a": 1}\n}', 'see line 2, column 1'],
  ['{"a": "sk-\n1"}', 'see line 1, column 7'],
  ['{"a": [1, 2}', 'see line 1, column 12'],
  ['{"mcpServers":\n', 'it ends too early'],
  ['', 'it ends too early'],
])('%j: %s', (text, told) => {
  expect(jsonFaultTold(text)).toBe(told);
});

test('a fault is found where JSON is refused, and only there', () => {
  const bit = fc.constantFrom(
    '',
    ',',
    '"',
    '}',
    ']',
    '{',
    ':',
    '\n',
    '\\',
    '\u0001',
    '\u007f',
    '01',
    'x',
  );
  fc.assert(
    fc.property(fc.json({ maxDepth: 3 }), fc.nat(), fc.nat(3), bit, (json, from, length, put) => {
      const at = from % (json.length + 1);
      const text = json.slice(0, at) + put + json.slice(at + length);
      expect(jsonFault(text) === undefined).toBe(isJson(text));
    }),
    { numRuns: 2_000 },
  );
});
