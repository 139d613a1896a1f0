import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** A file of the project: its path from the root with `/`, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A sentence that names a file and what it does against a rule. */
export type Fault = string;

/** What git ignores, and what a machine wrote. Kept by hand, so that a copy without git is checked too. */
const skippedFolders = new Set([
  'node_modules',
  '.venv',
  '.git',
  '.firefly',
  '.turbo',
  'datasets',
  'coverage',
  'generated',
]);
const skippedFiles = /^(bench\/results\/.*|.*\.log|test-report\.json|\.env)$/;
const binary = /\.(png|jpe?g|gif|ico|woff2?|wasm|gz|zip)$/;

/** Every text file of the project under `root`. */
export function readTree(root: string): SourceFile[] {
  const paths = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return skippedFolders.has(entry.name) ? [] : paths(path);
      return entry.isFile() ? [path] : [];
    });
  return paths(root)
    .map((path) => ({ full: path, path: relative(root, path).split(sep).join('/') }))
    .filter(({ path }) => !skippedFiles.test(path) && !binary.test(path))
    .map(({ full, path }) => ({ path, text: readFileSync(full, 'utf8') }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

export const isCode = ({ path }: SourceFile): boolean => path.endsWith('.ts');

/** Files that only tests run: tests, and what they share in packages/testing or a folder `testing`. */
export const isTest = (path: string): boolean =>
  path.endsWith('.test.ts') || path.startsWith('test/') || isTestSupport(path);

/** What tests share, inside a package. */
export const isTestSupport = (path: string): boolean =>
  path.startsWith('packages/testing/') ||
  /^(packages|apps)\/[^/]+\/src\/(.*\/)?testing\//.test(path);

/** The folder of a workspace, `packages/x` or `apps/y`, that a path lies in. */
export const houseOf = (path: string): string | undefined =>
  /^(packages|apps)\/[^/]+(?=\/)/.exec(path)?.[0];
