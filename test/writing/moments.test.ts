import { nextWriting } from '@firefly/engines/anthropic/writer/writing';
import { expect, test } from 'vitest';
import { proposing, writing } from './kit.ts';

const { input } = writing();
const opened = (name: string): string => `$$.c1[name='${name}'].opened`;
const [later, earlier] = [opened('Casa da Ria'), opened('Schooner Wharf Museum')];
const between = `($toMillis(${later}) - $toMillis(${earlier}))`;

async function written(expression: string, prompt?: string) {
  const task = {
    prompt:
      prompt ??
      'By /workspace/data/museums.json, how many days after Schooner Wharf Museum did Casa da Ria open?',
    fields: [{ name: 'gap', kind: 'scalar', expression }],
    flows: [],
    bindings: [],
    answer_template: 'It was {gap}.',
  };
  const next = await nextWriting(input(), [proposing(task), proposing()]);
  if ('ask' in next) throw new Error('it was asked for once more');
  return next;
}
const DAYS = (Date.parse('1987-09-05') - Date.parse('1979-06-09')) / 86_400_000;

test.each([
  [`${between} / 86400000`],
  [`$abs($toMillis(${earlier}) - $toMillis(${later})) / 86400000`],
  [`$floor(${between} / 86400000)`],
  [`(${later}.$toMillis($) - $toMillis(${earlier})) / 86400000`],
])('days lie between two dates: %s', async (expression) => {
  const { drafts, misfits } = await written(expression);
  expect(misfits).toEqual([]);
  expect(drafts[0]?.draft.answer).toEqual({ gap: DAYS });
  expect(drafts[0]?.draft.bindings.map((each) => 'in' in each && each.value)).not.toContain(
    86_400_000,
  );
});

test('between the first and the last of several, in weeks', async () => {
  const { drafts } = await written(
    '($max($$.c1.$toMillis(opened)) - $min($$.c1.$toMillis(opened))) / 604800000',
    'How many weeks lie between the first and the last opening in /workspace/data/museums.json?',
  );
  expect(drafts).toHaveLength(1);
});

test.each([
  ['a product', `${between} * 86400000`, '86400000 in'],
  ['a number that is no unit', `${between} / 86400`, '86400 in'],
  ['a moment, not a time between two', `$toMillis(${later}) / 86400000`, '86400000 in'],
  [
    'amounts',
    "($$.c1[name='Casa da Ria'].annual_visitors - $$.c1[name='Schooner Wharf Museum'].rooms) / 1000",
    '1000 in',
  ],
  ['half a time', `($toMillis(${later}) - $$.c1[name='Casa da Ria'].rooms) / 1000`, '1000 in'],
  ['a sum', `($toMillis(${later}) + $toMillis(${earlier})) / 86400000`, '86400000 in'],
  ['a part of it', `(${between} - 86400000) / 86400000`, '86400000 in'],
  ['the number also elsewhere', `${between} / 86400000 + 86400000`, '86400000 in'],
  ['another unit than asked for', `${between} / 3600000`, 'no-contradiction'],
])('a number that no prompt says stays one: %s', async (_, expression, reason) => {
  const { drafts, misfits } = await written(expression);
  expect(drafts).toEqual([]);
  expect(misfits[0]?.reason).toContain(reason);
});
