import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checks } from '@firefly/domain/judging/checks';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const named = (text: string): string[] =>
  [...text.matchAll(/`([a-z-]+)`/g)].flatMap(([, name]) => name ?? []);

/** `replay` is made in `solve`, after those of `judge`. */
const names = [...checks.map((check) => check.checkName), 'replay'];

test('docs/bundle-format.md explains every check, in the order of a verdict', async () => {
  const text = await readFile(join(root, 'docs', 'bundle-format.md'), 'utf8');
  const table = /<!-- checks:begin -->(.*)<!-- checks:end -->/s.exec(text)?.[1] ?? '';
  const rows = table.split('\n').flatMap((line) => /^\| `([a-z-]+)` \|/.exec(line)?.[1] ?? []);
  expect(rows).toEqual(names);
});

test('README.md names every check once in the table of rules', async () => {
  const text = await readFile(join(root, 'README.md'), 'utf8');
  const table = /\n\| rule \| checks \|\n(.*?)\n\n/s.exec(text)?.[1] ?? '';
  expect(named(table).toSorted()).toEqual(names.toSorted());
});
