import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Commit, commitsOf, gitLines, hasGit } from './commits.ts';
import { people, repeated, seedsOf, tables, values } from './papers.ts';
import { buildRepository } from './repository.ts';

/** `git_log` gives ten commits if nobody asks for more: a log that is to be counted must be shorter. */
const LIMIT = 10;

describe.skipIf(!hasGit)('the repository of the website', () => {
  let folder: string;
  let website: string;
  let commits: Commit[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'firefly-website-'));
    await mkdir(join(folder, 'workspace'));
    await cp(join(import.meta.dirname, 'website.history'), join(folder, 'website.history'));
    expect(await buildRepository(folder)).toBe('built');
    website = join(folder, 'workspace', 'website');
    commits = commitsOf(website);
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('12 to 20 commits, no two with the same subject or the same time', () => {
    expect(commits.length).toBeGreaterThanOrEqual(12);
    expect(commits.length).toBeLessThanOrEqual(20);
    expect(repeated(commits.map(({ subject }) => subject))).toEqual([]);
    expect(repeated(commits.map(({ date }) => date))).toEqual([]);
    const dates = commits.map(({ date }) => date);
    expect(dates).toEqual(dates.toSorted((a, b) => b - a));
  });

  test('a subject finds its own commit only, also as a pattern', () => {
    for (const { subject } of commits) {
      const found = commits.filter((other) => new RegExp(subject).test(other.subject));
      expect(found.map((other) => other.subject)).toEqual([subject]);
    }
  });

  test('the authors are curators and people of the graph, and their logs are whole', () => {
    const authors = [...new Set(commits.map(({ author }) => author))];
    expect(authors.toSorted()).toEqual(seedsOf('git', 'git_log.author').toSorted());
    const curators = tables.flatMap(({ rows }) => values(rows, 'curator'));
    for (const author of authors) {
      expect(people).toContain(author);
      expect(curators).toContain(author);
      const own = commits.filter((commit) => commit.author === author);
      expect(own.length).toBeGreaterThanOrEqual(3);
      expect(own.length).toBeLessThan(LIMIT);
    }
  });

  test('the files that mcp.json names were changed by two people, in logs that are whole', () => {
    const files = seedsOf('git', 'git_log.filePath');
    expect(files.length).toBeGreaterThanOrEqual(3);
    for (const file of files) {
      const log = commitsOf(website, file);
      expect(log.length).toBeGreaterThanOrEqual(3);
      expect(log.length).toBeLessThan(LIMIT);
      expect(new Set(log.map(({ author }) => author)).size).toBeGreaterThanOrEqual(2);
    }
  });

  test('the tags are those of mcp.json, and no two of them lie equally far apart', () => {
    const tags = gitLines(website, 'tag');
    expect(tags).toEqual(seedsOf('git', 'git_diff.target'));
    const pairs = tags.flatMap((from, at) => tags.slice(at + 1).map((to) => [from, to] as const));
    const distances = pairs.map(([from, to]) => gitLines(website, 'diff', '--shortstat', from, to));
    expect(repeated(distances.flat())).toEqual([]);
  });
});
