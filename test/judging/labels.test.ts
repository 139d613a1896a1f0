import { depends } from '@firefly/domain/judging/depends';
import { evaluated } from '@firefly/domain/judging/evaluated';
import { noPosition } from '@firefly/domain/judging/no-position';
import { aTaskDraft, shops } from '@firefly/testing/builders/task';
import { expect, test } from 'vitest';
import { broken, observing } from './broken.ts';
import { judging } from './kit.ts';

const { passes, fails } = judging();
const draft = aTaskDraft();
const asYear = (expression: string, answer: number | string = 2021) =>
  broken({ '/fields/1/expression': expression, '/answer/year': answer });

test('evaluated: labels that are read off pass', async () => {
  await passes(evaluated, draft);
});

test.each([
  ['another answer', broken({ '/answer/year': 2020 }), 'evaluates to 2021, the answer says 2020'],
  ['a number as text', broken({ '/answer/year': '2021' }), 'the answer says "2021"'],
  ['no answer', broken({ '/answer/year': undefined }), 'the answer says nothing'],
  ['a scalar declared a list', broken({ '/fields/1/kind': 'list' }), 'declares a list'],
  ['several values for a scalar', asYear('c1.rent_eur'), 'declares a scalar'],
  ['an object', asYear('c2'), 'declares a scalar'],
  ['an empty list', broken({ '/fields/1/expression': '[]', '/fields/1/kind': 'list' }), 'empty'],
  [
    'a list of objects',
    broken({ '/fields/1/expression': '[c1]', '/fields/1/kind': 'list' }),
    'no plain value',
  ],
  [
    'a list without brackets',
    broken({
      '/fields/1/expression': 'c1[rent_eur > 3000].name',
      '/fields/1/kind': 'list',
      '/answer/year': ['Porta Nuova', 'Quai Nine', 'Altstadt Corner'],
    }),
    'is written […]',
  ],
  ['a regex that selects', asYear('c1[$contains(name, /^Quai/)].rent_eur', 3150), 'must compare'],
  ['a step that finds nothing', asYear('c2.salary'), 'missing'],
  ['a function outside the allow-list', asYear('$random()'), '$random'],
  ['text that is no expression', asYear('c2.('), 'field "year"'],
])('evaluated: %s fails', async (_, changed, said) => {
  expect(await fails(evaluated, changed)).toContain(said);
});

test('depends: exactly the leaves that matter pass', async () => {
  expect(await passes(depends, draft)).toContain('6 sources');
});

test.each([
  ['a constant', broken({ '/fields/1/expression': '42 + 0 * c2.joined' }), 'no other value there'],
  ['no source', broken({ '/fields/1/sources': [] }), 'depends on no leaf'],
  [
    'a source left out',
    broken({ '/fields/0/sources': [{ call: 'c1', pointer: '/2/manager' }] }),
    'which its sources leave out',
  ],
  [
    'a source that is never read',
    broken({
      '/fields/1/sources': [
        { call: 'c2', pointer: '/joined' },
        { call: 'c2', pointer: '/name' },
      ],
    }),
    'lists c2 /name',
  ],
])('depends: %s fails', async (_, changed, said) => {
  expect(await fails(depends, changed)).toContain(said);
});

test('no-position: a unique extreme passes', async () => {
  await passes(noPosition, draft);
});

test('no-position: a list in the order of the server passes', async () => {
  const list = broken({
    '/fields/1/expression': '[c1[rent_eur > 3000].name]',
    '/fields/1/kind': 'list',
  });
  await passes(noPosition, list);
});

test('no-position: a sum passes in any order', async () => {
  const rents = [0.1, 0.2, 0.3, 1e9].map((rent_eur, at) => ({ manager: `M ${at}`, rent_eur }));
  await passes(noPosition, observing(0, rents, asYear('$sum(c1.rent_eur)')));
});

test.each([
  ['an index', asYear('c1[2].rent_eur'), 'by its position [2]'],
  ['the last one', asYear('c1[-1].rent_eur'), 'by its position'],
  ['a predicate that picks two', asYear('c1[rent_eur > 4000].rent_eur'), 'exactly one'],
  ['no selector', asYear('c1.rent_eur'), 'exactly one'],
  ['names joined in order', asYear("$join(c1.name, ' ')"), 'when arrays are reordered'],
  ['nothing', asYear('c2.salary'), 'gives nothing'],
  ['text that is no expression', asYear('c2.('), 'field "year"'],
])('no-position: %s fails', async (_, changed, said) => {
  expect(await fails(noPosition, changed)).toContain(said);
});

test('no-position: a tie fails, even when a sum hides it', async () => {
  const tied = (shops as { rent_eur: number }[]).map((shop) => ({
    ...shop,
    rent_eur: Math.max(shop.rent_eur, 4260),
  }));
  const draw = tied.map((shop) => ({ ...shop, rent_eur: Math.min(shop.rent_eur, 4260) }));
  const hidden = asYear('$sum(c1[rent_eur=$max($$.c1.rent_eur)].rent_eur)');
  await passes(noPosition, observing(0, tied));
  expect(await fails(noPosition, observing(0, draw, hidden))).toContain('4 elements share');
});
