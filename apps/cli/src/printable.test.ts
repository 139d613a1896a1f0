import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineTo, printable } from './printable.ts';
import { fakeStream } from './testing/fake-terminal.ts';

/** What a terminal obeys: C0, DEL, C1, and what turns the direction of text. */
const obeyed = (code: number): boolean =>
  code < 0x20 ||
  (code >= 0x7f && code <= 0x9f) ||
  [0x61c, 0x200e, 0x200f].includes(code) ||
  (code >= 0x202a && code <= 0x202e) ||
  (code >= 0x2066 && code <= 0x2069);

test('exactly the characters that a terminal obeys are written as escapes', () => {
  const wrong = Array.from({ length: 0x10000 }, (_, code) => code).filter((code) => {
    const character = String.fromCharCode(code);
    const escaped = `\\u${code.toString(16).padStart(4, '0')}`;
    return printable(`a${character}b`) !== `a${obeyed(code) ? escaped : character}b`;
  });
  expect(wrong).toEqual([]);
});

test('printable JSON is JSON of the same value', () => {
  fc.assert(
    fc.property(fc.json({ stringUnit: 'binary' }), (json) => {
      const value: unknown = JSON.parse(json);
      expect(JSON.parse(printable(JSON.stringify(value)))).toEqual(value);
    }),
  );
});

test('a line stays one line', () => {
  const stream = fakeStream();
  lineTo(stream)('no such tool: \u001b[2Jx\nverified: 9 tasks');
  expect(stream.text()).toBe('no such tool: \\u001b[2Jx\\u000averified: 9 tasks\n');
});
