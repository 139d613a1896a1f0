import { expect, test } from 'vitest';
import { type Asked, billOf } from './bill.ts';

const REQUEST = '0123456789abcdef';
const reply = JSON.stringify({ content: [{ type: 'tool_use', id: `toolu_${REQUEST}_0` }] });
const row = (more: Partial<Asked> = {}): Asked => ({
  ...{ run_id: 'r', owner: 'explore/0/1', ordinal: 2, reply },
  ...{ remembered: false, uncertain: false, ...more },
});
const sent = (times: number) => ({ [`${REQUEST}0123`]: { asked: times, sent: times } });
const hit = [['r explore/0/1 2']];

test.each([
  ['sent once', row(), 1, [], []],
  ['lost at a kill and marked', row({ uncertain: true }), 2, hit, []],
  ['known from an earlier run', row({ remembered: true }), 0, [], []],
  ['sent twice', row({ uncertain: true }), 2, [], [/2 replies for 1 rows/]],
  ['lost more often than killed', row({ uncertain: true }), 3, hit, [/3 replies for 1 rows/]],
  ['lost and not marked', row(), 2, hit, [/no row is marked/]],
  ['kept and never sent', row(), 0, [], [/0 replies for 1 rows/]],
  ['sent for nobody', row({ remembered: true }), 1, [], [/request 0123.*1 replies for 0/]],
  ['never answered', row({ reply: null }), 0, [], [/never answered/]],
  ['asked in other words', row({ owner: 'aside/1/x' }), 1, [], [/other words/]],
] as const)('a reply that was %s', (_, asked, times, underWay, wasted) => {
  const bill = billOf([asked], sent(times), underWay);
  expect(bill.wasted).toEqual(wasted.map((what) => expect.stringMatching(what)));
});
