import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isVisible, MODEL_VIEW_LIMIT, modelView } from './model-view.ts';

const view = (...texts: string[]): string =>
  modelView({ content: texts.map((text) => ({ type: 'text', text })) });

test('texts in order, media as one line, the structured part only where no text is', () => {
  const image = { type: 'image', mimeType: 'image/png', data: 'YWJj' };
  const embedded = { type: 'resource', resource: { uri: 'a:b', text: 'inside' } };
  const content = [{ type: 'text', text: 'first' }, image, embedded];
  expect(modelView({ content, structuredContent: { a: 1 } })).toBe(
    'first\n[image: image/png, 3 bytes]\ninside',
  );
  expect(modelView({ content: [], structuredContent: { a: 1 } })).toBe('{"a":1}');
  expect(modelView({ content: [image], structuredContent: { a: 1 } })).toBe(
    '{"a":1}\n[image: image/png, 3 bytes]',
  );
  expect(modelView(null)).toBe('');
});

test('a long view is cut on a line end and says by how much', () => {
  const line = 'x'.repeat(99);
  const whole = Array.from({ length: 200 }, () => line).join('\n');
  const cut = view(whole);
  const kept = Array.from({ length: 160 }, () => line).join('\n');
  expect(cut).toBe(`${kept}\n[cut: ${whole.length - kept.length} more characters]`);
});

test('characters are code points, and the limit itself is not cut', () => {
  const emoji = '😀'.repeat(MODEL_VIEW_LIMIT);
  expect(view(emoji)).toBe(emoji);
  expect(view(`${emoji}a`)).toBe(`${emoji}\n[cut: 1 more characters]`);
});

test('one huge line is cut in a gap, so no number is halved', () => {
  const cut = view(`[${Array.from({ length: 9000 }, (_, index) => 100_000 + index).join(',')}]`);
  const [kept, note] = cut.split('\n');
  expect(kept).toMatch(/^\[100000,.*\d{6}$/);
  expect(note).toMatch(/^\[cut: \d+ more characters\]$/);
});

test('the kept part and the number of the note make the whole', () => {
  const piece = fc.tuple(fc.constantFrom('a', '\n', '😀', ' ', '1,'), fc.nat({ max: 6000 }));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const whole = pieces.map(([unit, times]) => unit.repeat(times)).join('');
      const cut = view(whole);
      const note = cut === whole ? cut.length : cut.lastIndexOf('\n[cut: ');
      const kept = cut.slice(0, note);
      const more = Number(/\[cut: (\d+) /.exec(cut.slice(note))?.[1] ?? 0);
      expect(whole.startsWith(kept)).toBe(true);
      expect([...kept].length + more).toBe([...whole].length);
      expect([...kept].length).toBeLessThanOrEqual(MODEL_VIEW_LIMIT);
    }),
  );
});

test('every leaf of a JSON view stands in it', () => {
  const scalar = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1 }),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
    fc.boolean(),
  );
  fc.assert(
    fc.property(fc.array(scalar, { maxLength: 8 }), (values) => {
      for (const printed of [JSON.stringify(values), JSON.stringify({ values }, null, 2)])
        for (const value of values)
          expect([value, isVisible(value, view(printed))]).toEqual([value, true]);
    }),
  );
});

test('strings stand verbatim, escaped, or escaped to ASCII', () => {
  expect(isVisible('say "hi"\n', String.raw`{"t":"say \"hi\"\n"}`)).toBe(true);
  expect(isVisible('Besançon', String.raw`{"city":"Besan\u00e7on"}`)).toBe(true);
  expect(isVisible('Lausanne', 'Geneva')).toBe(false);
  expect(isVisible('', 'anything')).toBe(false);
});

test.each([
  [149, 'price 149.00', true],
  [59.97, 'The product of 19.99 and 3 is 59.97.', true],
  [97, 'is 59.97', false],
  [59, 'is 59.97', false],
  [3, 'is 13', false],
  [5, 'is -5', false],
  [-5, '[-5]', true],
  [7, '007', false],
  [3, 'c3', false],
  ['01234', 'zip 01234', true],
  ['1234', 'zip 01234', false],
  ['US', 'RUSSIA', false],
  ['US', '"US"', true],
  [true, '{"open":true}', true],
  [true, 'untrue', false],
])('%j in "%s": %s', (value, text, expected) => {
  expect(isVisible(value, text)).toBe(expected);
});
