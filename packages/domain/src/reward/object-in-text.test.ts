import fc from 'fast-check';
import { expect, test } from 'vitest';
import { objectInText } from './object-in-text.ts';

const found = (text: string): unknown => objectInText(text).found;
const because = (text: string): unknown => {
  const read = objectInText(text);
  return read.found === null ? read.because : 'found';
};

const objects = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue(), { maxKeys: 4 });
/** Prose in which no object begins. */
const prose = fc.string({ unit: 'binary' }).filter((text) => !text.includes('{'));

test('the one object at the end of a text is found, whatever stands in its strings', () => {
  fc.assert(
    fc.property(objects, prose, fc.constantFrom(0, 2), (object, before, indent) => {
      const json = JSON.stringify(object, null, indent);
      const alike = JSON.parse(json);
      expect(found(json)).toEqual(alike);
      expect(found(`${before}\n${json}`)).toEqual(alike);
      expect(found(`So it is:\n\`\`\`json\n${json}\n\`\`\`\n`)).toEqual(alike);
      expect(because(`${json} ${json}`)).toBe('several');
      expect(because(`${json} or so`)).toBe('text-behind');
    }),
  );
});

test('any text is read without an error', () => {
  const pieces = fc.constantFrom('{', '}', '[', ']', '"', '\\', ':', ',', 'a', '1', ' ', '\ud800');
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces, { maxLength: 40 }).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      expect(() => objectInText(text)).not.toThrow();
    }),
  );
});

test('a cut, doubled or changed object is not what it was', () => {
  fc.assert(
    fc.property(objects, fc.nat(), (object, at) => {
      const json = JSON.stringify(object);
      expect(found(json.slice(0, at % json.length))).toBeNull();
    }),
  );
});

test.for([
  ['', 'none'],
  ['It is 5 km.', 'none'],
  ['{n}', 'none'],
  ["{'n': 5}", 'none'],
  ['"{\\"n\\":5}"', 'none'],
  ['{n} makes {"n":5}', 'found'],
  ['$\\frac{1}{2}$, so {"n":5}', 'found'],
  ['**{"n":5}**.', 'found'],
  ['{"n":5', 'malformed'],
  ['{"n":NaN}', 'malformed'],
  ['{"n":5,}', 'malformed'],
  ['{"n":05}', 'malformed'],
  ['{"n":"a\nb"}', 'malformed'],
  ['{"n":[}]', 'malformed'],
  ['{"n":5,"n":6}', 'repeated-key'],
  ['{"n":5,"\\u006e":5}', 'repeated-key'],
  ['{"n":{"a":1,"a":2}}', 'repeated-key'],
  ['{"n":{"n":"n"},"m":["n","n"]}', 'found'],
  ['[{"n":5}]', 'text-behind'],
  ['[{"n":5},{"n":6}]', 'several'],
  ['{"n":5}\n{"n":5}', 'several'],
  ['{"n":5}, but maybe 6', 'text-behind'],
  ['{"n":5}?', 'text-behind'],
  ['<answer>{"n":5}</answer>', 'text-behind'],
])('%j: %s', ([text, reason]) => {
  expect(because(String(text))).toBe(reason);
});

test('keys that objects inherit are keys like others', () => {
  const read = found('{"__proto__":{"n":5},"constructor":1}');
  expect(Object.keys(read as object)).toEqual(['__proto__', 'constructor']);
  expect(because('{"__proto__":1,"__proto__":2}')).toBe('repeated-key');
});

test('long and deep texts are read too, or refused', () => {
  expect(because(`{"n":"${'x'.repeat(900_000)}"}`)).toBe('found');
  expect(because(`{"n":"${'\\"'.repeat(450_000)}"}`)).toBe('found');
  expect(because(`{"n":${'['.repeat(400_000)}${']'.repeat(400_000)}}`)).toBe('found');
  expect(because('{"n":'.repeat(190_000))).toBe('malformed');
  expect(because('{ '.repeat(490_000))).toBe('none');
  expect(because(`{"n":5}${' '.repeat(1_000_000)}`)).toBe('too-long');
});
