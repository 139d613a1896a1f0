import type { Json } from '@firefly/domain/json';
import { fromPointer, valueAt } from '@firefly/domain/pointer';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { doubled, written } from './written.ts';

test('every value is found where it stands, however the text is laid out', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t\n '), (value, space) => {
      const text = ` ${JSON.stringify(value, null, space)}\n`;
      const root: Json = JSON.parse(text);
      const all = written(text);
      for (const { pointer, from, start, end } of all) {
        expect(JSON.parse(text.slice(start, end))).toEqual(valueAt(root, pointer));
        if (from < start)
          expect(JSON.parse(`{${text.slice(from, end)}}`)).toEqual({
            [fromPointer(pointer).at(-1) ?? '']: JSON.parse(text.slice(start, end)),
          });
      }
      expect(all.at(-1)?.pointer).toBe('');
      expect(doubled(text)).toBeUndefined();
    }),
  );
});

test.each([
  ['{"a": 1, "b": {"a": 2}, "a": 3}', '/a'],
  ['{"a": {"b": [], "c": 1, "b": {"x": "}"}}}', '/a/b'],
  ['{"a": {"b": [1], "c": 1}, "a": {"b": [2]}}', '/a'],
  ['[{"a": 1}, {"\\u0061": 1, "a": 2}]', '/1/a'],
])('a name that stands twice in one object is told: %s', (text, pointer) => {
  expect(doubled(text)).toBe(pointer);
});
