import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wrap } from './wrap.ts';

test('lines are as full as they may be, each behind its indent', () => {
  expect(wrap('one two three four', 11, 2)).toEqual(['  one two', '  three', '  four']);
  expect(wrap('one incomprehensible two', 8)).toEqual(['one', 'incomprehensible', 'two']);
});

test('no word is lost, and only a long word is too wide', () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 });
  fc.assert(
    fc.property(
      words,
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 0, max: 4 }),
      (all, width, indent) => {
        const lines = wrap(all.join(' '), width, indent);
        expect(lines.flatMap((line) => line.trim().split(' '))).toEqual(all);
        for (const line of lines)
          expect(line.length <= width || !line.trim().includes(' '), line).toBe(true);
      },
    ),
  );
});
