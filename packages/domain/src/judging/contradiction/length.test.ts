import { aTaskDraft } from '@firefly/testing/builders/task';
import { expect, test } from 'vitest';
import { contradictions } from '../no-contradiction.ts';

const of = (prompt: string): string[] => contradictions(aTaskDraft({ prompt }));

test('a prompt that is far too long is not looked at, whatever it says', () => {
  const refused = ['a prompt of over 2000 characters is not looked at'];
  expect(of('“'.repeat(40_000))).toEqual(refused);
  expect(of('x'.repeat(2_001))).toEqual(refused);
  expect(of('x'.repeat(2_000))).toEqual([]);
});
