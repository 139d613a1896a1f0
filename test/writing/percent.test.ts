import { nextWriting } from '@firefly/engines/anthropic/writer/writing';
import { expect, test } from 'vitest';
import { proposing, writing } from './kit.ts';

const { input } = writing();
const museum = (name: string): string => `$$.c1[name='${name}'].annual_visitors`;
const ratio = `${museum('Casa da Ria')} / ${museum('Schooner Wharf Museum')}`;

async function written(prompt: string) {
  const task = {
    prompt,
    fields: [{ name: 'share', kind: 'scalar', expression: `${ratio} * 100` }],
    flows: [],
    bindings: [],
    answer_template: 'It is {share} percent.',
  };
  const next = await nextWriting(input(), [proposing(task), proposing()]);
  if ('ask' in next) throw new Error('it was asked for once more');
  return next;
}
const SHARE =
  'By /workspace/data/museums.json, how many visitors does Casa da Ria have for those of Schooner Wharf Museum';

test('what is asked for in percent may be multiplied by a hundred', async () => {
  const { drafts, misfits } = await written(`${SHARE}, in percent?`);
  expect(misfits).toEqual([]);
  expect(drafts[0]?.draft.bindings).toContainEqual(
    expect.objectContaining({ value: 100, normalizer: 'percent' }),
  );
});

test('what is not, may not', async () => {
  const { drafts, misfits } = await written(`${SHARE}?`);
  expect(drafts).toEqual([]);
  expect(misfits[0]?.reason).toContain('100');
});
