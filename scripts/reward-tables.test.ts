import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Compare, TaskField } from '@firefly/domain/dataset/task';
import type { Json } from '@firefly/domain/json';
import { standingSentences } from '@firefly/domain/reward/answer';
import { shortfallOf } from '@firefly/domain/reward/compare';
import { rewardOf } from '@firefly/domain/reward/reward';
import { shortfallSentences } from '@firefly/domain/reward/shortfall';
import { expect, test } from 'vitest';

const page = readFileSync(join(import.meta.dirname, '..', 'docs', 'reward.md'), 'utf8');

/** The rows of a table between two marks; code spans lose their backquotes. */
function rowsOf(name: string): string[][] {
  const [, table = ''] =
    new RegExp(`<!-- ${name}:begin -->(.*)<!-- ${name}:end -->`, 's').exec(page) ?? [];
  const rows = table.split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(2).map((row) =>
    row
      .slice(2, -2)
      .split(' | ')
      .map((cell) => cell.replace(/^`(.*)`$/, '$1')),
  );
}

const field = (name: string): TaskField => ({
  name,
  kind: 'scalar',
  expression: '$$.c1',
  sources: [],
  compare: { type: 'exact' },
});
const task = {
  answer: { boat: 'Aurora', seats: 26 },
  fields: [field('boat'), field('seats')],
  calls: [],
};

test.for(rowsOf('answers'))('docs/reward.md: an answer from %s, %s', (row) => {
  const [from, given = '', ...expected] = row;
  const value = JSON.parse(given);
  const attempt = from === 'calls' ? { submitted: value } : { submitted: [], message: value };
  const { answer, reward, partial } = rewardOf(task, attempt, []);
  expect([answer, String(reward), String(partial)]).toEqual(expected);
});

test.for(rowsOf('fields'))('docs/reward.md: %s, %s and %s', (row) => {
  const [compare, label, given] = row.slice(0, 3).map((cell) => JSON.parse(cell));
  const reason = shortfallOf(compare as Compare, label as Json, given);
  expect(reason ?? '1').toBe(row[3]);
});

test('docs/reward.md explains every reason, and has examples', () => {
  const explained = (heading: string): string[] => {
    const [, table = ''] = page.split(`| \`${heading}\` | says |\n| --- | --- |\n`);
    const [rows = ''] = table.split('\n\n');
    return [...rows.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name]) => String(name));
  };
  expect(explained('answer')).toEqual(Object.keys(standingSentences));
  expect(explained('reason')).toEqual(Object.keys(shortfallSentences));
  expect(rowsOf('answers').length).toBeGreaterThan(15);
  expect(rowsOf('fields').length).toBeGreaterThan(30);
});
