import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callReferences, renameCalls } from './expression-calls.ts';

const swap = new Map([
  ['c1', 'c7'],
  ['c2', 'c1'],
  ['c10', 'c2'],
]);

test.each([
  ['$$.c1.a[c2 = $$.c2.x].b', '$$.c7.a[c2 = $$.c1.x].b'],
  ['$$.c1[name = "c2"].c1', '$$.c7[name = "c2"].c1'],
  ["$$.c1[note = '$$.c2.x'].y & /c2 \\$\\$.c1/", undefined],
  ['$match($$.c2, /c1: (\\d+)/).groups[0]', '$match($$.c1, /c1: (\\d+)/).groups[0]'],
  ['c1.rows.$sum(c2)', 'c7.rows.$sum(c2)'],
  ['$sum([$$.`c1`.a, c10.b, $$ . "c2".d])', '$sum([$$.c7.a, c2.b, $$ . c1.d])'],
  ['($x := $$.c1.rows; $x.c1 & $$.c2)', '($x := $$.c7.rows; $x.c1 & $$.c1)'],
  ['$$.c1.rows^(c2).n', '$$.c7.rows^(c2).n'],
  ['$$.c1.a > $$.c2.b ? $$.c1.n : -c10', '$$.c7.a > $$.c1.b ? $$.c7.n : -c2'],
  ['$$.c3.x', '$$.c3.x'],
  ['$$.c1[', '$$.c1['],
])('%s', (from, to) => {
  if (to !== undefined) expect(renameCalls(from, swap)).toBe(to);
  else expect(() => renameCalls(from, swap)).not.toThrow();
});

test('renamed and renamed back it is the same, but for how the name was quoted', () => {
  const back = new Map([...swap].map(([from, to]) => [to, from]));
  const piece = fc.constantFrom(
    '$$.c1.x',
    'c2',
    '"c10"',
    '$$.c10[c1="c1"].c2',
    '/c1/',
    '$count($$.c2)',
  );
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 4 }), (pieces) => {
      const text = pieces.join(' = ');
      expect(renameCalls(renameCalls(text, swap), back)).toBe(text);
      expect(callReferences(text).every(({ start, end }) => end > start)).toBe(true);
    }),
  );
});
