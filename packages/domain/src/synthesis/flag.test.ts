import { expect, test } from 'vitest';
import { saysFlag } from './flag.ts';

/** Whether the words in brackets of a prompt name the parameter. */
function says(marked: string, pointer: string): boolean {
  const prompt = marked.replace(/[[\]]/g, '');
  return saysFlag(prompt, [marked.indexOf('['), marked.indexOf(']') - 1], pointer);
}

test.each([
  ['List the orders of Lind, [also archived ones].', '/include_archived'],
  ['List the orders of Lind together with [those in the archive].', '/includeArchived'],
  ['Search the folder [recursively].', '/options/recursive'],
  ['Which [draft papers] mention tides?', '/include_drafts'],
  ['Which papers, [only the open ones], mention tides?', '/only_open'],
  ['Count [just the open] issues.', '/open-only'],
])('%s names %s', (prompt, pointer) => {
  expect(says(prompt, pointer)).toBe(true);
});

test.each([
  ['other words', 'List the orders of Lind, [also paid ones].', '/include_archived'],
  ['a part of the name', 'Which [draft papers] mention tides?', '/include_draft_reviews'],
  ['only left out', 'Count [the open] issues.', '/open_only'],
  ['denied within', 'List the orders of Lind, [not archived ones].', '/include_archived'],
  ['denied before', 'List the orders of Lind without [archived ones].', '/include_archived'],
  ['denied before, in short', 'I don’t want [archived ones] in it.', '/include_archived'],
  ['denied behind', 'List the orders with [archived ones] left out.', '/include_archived'],
  [
    'denied behind a comma',
    'Which notes are [archived], please exclude them?',
    '/include_archived',
  ],
  ['denied before a comma', 'Do not forget, for once, [archived notes].', '/include_archived'],
  ['no longer so', 'Show notes that used to be [archived].', '/archived'],
  ['formerly so', 'Show [formerly archived] notes.', '/archived'],
  ['formerly so, before', 'Show the former, [archived notes].', '/archived'],
  ['failing', 'Does it matter if it fails to be [refundable]?', '/refundable'],
  ['unless', 'Book the room unless it is [refundable].', '/refundable'],
  ['until', 'Keep it until it is [archived].', '/archived'],
  ['a name that leaves out', 'List the orders, [excluding archived].', '/exclude_archived'],
  ['a name that leaves out, named plainly', 'List [archived] orders.', '/skip_archived'],
  ['a name that says nothing', 'List [all] of them.', '/include_all'],
  ['a short word in another', 'Take the [rawest] data.', '/raw'],
  ['an element', 'Take [one] of them.', '/flags/0'],
  ['a clause', 'List [orders, archived] too.', '/include_archived'],
  ['a whole sentence', 'Now [please do list for me every archived order of Lind] .', '/archived'],
])('%s names nothing', (_, prompt, pointer) => {
  expect(says(prompt, pointer)).toBe(false);
});
