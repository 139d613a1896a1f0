import fc from 'fast-check';
import { expect, test } from 'vitest';
import { middleCut, showValue } from './show-value.ts';

const rows = Array.from({ length: 60 }, (_, at) => ({ id: at, note: 'n'.repeat(30) }));

test('what fits is shown whole', () => {
  expect(showValue({ a: [1, 2] }, 100, [])).toBe('{"a":[1,2]}');
  expect(showValue('plain text', 100, [])).toBe('plain text');
});

test('a long list loses its middle and says how much; what flows from it stays', () => {
  const shown = showValue({ rows }, 700, ['/rows/40/id']);
  expect(shown.length).toBeLessThanOrEqual(700);
  const list = JSON.parse(shown).rows;
  expect(list[0]).toMatchObject({ id: 0 });
  expect(list.at(-1)).toMatchObject({ id: 59 });
  expect(list).toContainEqual(expect.objectContaining({ id: 40 }));
  expect(list.filter((each: unknown) => typeof each === 'string')).toEqual([
    expect.stringMatching(/^… \d+ more of 60$/),
    '… 18 more of 60',
  ]);
});

test('a long text loses its middle', () => {
  const text = `begin ${'x'.repeat(500)} end`;
  const shown = middleCut(text, 100);
  expect(shown).toMatch(/^begin x+ … 410 more characters … x+ end$/);
});

test('whatever is shown is bounded, and well-formed text', () => {
  fc.assert(
    fc.property(
      fc.jsonValue({ maxDepth: 5 }),
      fc.integer({ min: 60, max: 400 }),
      (value, limit) => {
        const shown = showValue(value as never, limit, []);
        expect(shown.length).toBeLessThanOrEqual(limit + 60);
      },
    ),
  );
  expect(middleCut('😀'.repeat(100), 51).isWellFormed()).toBe(true);
});
