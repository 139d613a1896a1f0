import { execFileSync, spawnSync } from 'node:child_process';

/** A commit as tests look at it; `date` counts seconds since 1970. */
export interface Commit {
  readonly hash: string;
  readonly author: string;
  readonly date: number;
  readonly subject: string;
}

/** Tests of the repository are skipped where git is missing. */
export const hasGit = spawnSync('git', ['--version']).status === 0;

/** The lines that a git command prints in a repository. */
export const gitLines = (repository: string, ...words: readonly string[]): string[] =>
  execFileSync('git', words, { cwd: repository, encoding: 'utf8' }).trim().split('\n');

/** The commits of a repository, the newest first; of one file of it, if one is named. */
export const commitsOf = (repository: string, ...file: readonly string[]): Commit[] =>
  gitLines(repository, 'log', '--format=%H%x09%an%x09%at%x09%s', '--', ...file).map((line) => {
    const [hash = '', author = '', date = '', subject = ''] = line.split('\t');
    return { hash, author, date: Number(date), subject };
  });
