import { expect, test } from 'vitest';
import { degreesOf } from './extreme-words.ts';
import { saidOf } from './said-bounds.ts';

test.each([
  ['We are over 20 people; what are the hotels below that price called?', '20'],
  ['With more than 20 euros in my pocket, which museums can be seen?', '20'],
  ['Which hotels take us, all in all over 20 people, for a night?', '20'],
  ['My bill came to less than 8.50 EUR, the others ask for more.', '8.50'],
])('who asks says it of themselves, and nothing of %s', (prompt, written) => {
  expect(saidOf(prompt, written)).toBeNull();
});

test.each([
  ['We are on our way. Which hotels cost over 20 EUR?', '20', 'more'],
  ['Tell me which of the hotels cost over 20 EUR.', '20', 'more'],
  ['Which museums in the US cost below 20 EUR?', '20', 'less'],
])('%s: said of what is looked for', (prompt, written, says) => {
  expect(saidOf(prompt, written)).toMatchObject({ says });
});

test('an extreme that who asks says of themselves leaves all open', () => {
  expect(degreesOf('Our guests have the highest demands: which is cheap?')).toBeUndefined();
  expect(degreesOf('We are new here. Which has the highest price?')?.degrees).toHaveLength(1);
});
