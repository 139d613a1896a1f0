import { redacted } from '@firefly/domain/judging/redacted';
import { aTaskDraft } from '@firefly/testing/builders/task';
import { expect, test } from 'vitest';
import { judging } from './kit.ts';

const { passes, fails } = judging();
/** Put together here, so that no scanner takes the test for a leak. */
const token = ['ghp', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4'].join('_');

test('redacted: a draft without secrets passes', async () => {
  await passes(redacted, aTaskDraft());
});

test('redacted: a token in a result fails, and is not repeated', async () => {
  const [first, ...others] = aTaskDraft().calls;
  if (first === undefined) throw new Error('the draft has no call');
  const result = { content: [{ type: 'text', text: `use ${token}` }] };
  const evidence = await fails(redacted, aTaskDraft({ calls: [{ ...first, result }, ...others] }));
  expect(evidence).toContain('github-token');
  expect(evidence).not.toContain(token);
});

test('redacted: a token in the prompt fails', async () => {
  const draft = aTaskDraft();
  await fails(redacted, { ...draft, prompt: `${draft.prompt} ${token}` });
});
