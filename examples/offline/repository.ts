import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { putInPlace, unless } from '@firefly/mcp/install/put-in-place';

/**
 * The git repository of this example. One repository cannot be committed inside another, so it is
 * built from `website.history`, an input of `git fast-import`: fixed authors, dates and texts give
 * the same hashes on every machine.
 */

const recipe = 'website.history';
const place = join('workspace', 'website');
/** Holds the hash of the recipe that the repository was built from. */
const stamp = join('.git', 'firefly-recipe');

/** What building came to; `left out` if git is missing or failed, with the reason as a sentence. */
export type Built = 'already there' | 'built' | { readonly leftOut: string };

/** Builds `folder/workspace/website` unless it is there already and its recipe has not changed. */
export async function buildRepository(folder: string): Promise<Built> {
  const wanted = await recipeHash(folder);
  if ((await builtHash(folder)) === wanted) return 'already there';
  await mkdir(join(folder, '.firefly'), { recursive: true });
  const temporary = await mkdtemp(join(folder, '.firefly', 'website-'));
  try {
    const made = join(temporary, 'website');
    await mkdir(made);
    await importHistory(made, join(folder, recipe));
    await writeFile(join(made, stamp), wanted);
    await putInPlace(made, join(folder, place), join(temporary, 'before'));
  } catch (error) {
    if (!(error instanceof GitFailed)) throw error;
    // So that the server says that git is missing, rather than that a folder is.
    await mkdir(join(folder, place), { recursive: true });
    return { leftOut: error.message };
  } finally {
    await rm(temporary, { recursive: true, force: true, maxRetries: 3 });
  }
  return 'built';
}

const recipeHash = async (folder: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(join(folder, recipe)))
    .digest('hex');

const builtHash = (folder: string): Promise<string | undefined> =>
  readFile(join(folder, place, stamp), 'utf8').catch(unless('ENOENT', 'ENOTDIR'));

async function importHistory(made: string, history: string): Promise<void> {
  // No template: hooks and samples would only make every working copy larger.
  await git(made, ['init', '--quiet', '--template=']);
  // A log would hold the date of building and the name of this machine's user.
  await git(made, ['config', 'core.logAllRefUpdates', 'false']);
  // One pack instead of a file for each object, to keep working copies small.
  await git(made, ['config', 'fastimport.unpackLimit', '1']);
  await git(made, ['symbolic-ref', 'HEAD', 'refs/heads/main']);
  await git(made, ['fast-import', '--quiet'], history);
  await git(made, ['pack-refs', '--all']);
  await git(made, ['read-tree', '-u', '--reset', 'HEAD']);
}

class GitFailed extends Error {}

/** The environment without what would make git depend on the machine or on a repository around us. */
const cleanEnvironment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^GIT_/i.test(name))),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_DEFAULT_HASH: 'sha1',
});

async function git(cwd: string, words: readonly string[], input?: string): Promise<void> {
  const source = input === undefined ? undefined : await open(input);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stdio = [source?.fd ?? 'ignore', 'ignore', 'pipe'] as const;
  const child = spawn('git', words, { cwd, env: cleanEnvironment(), stdio: [...stdio] });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000);
  });
  child.once('error', ({ message }) => {
    reject(new GitFailed(`git does not start, so it is probably not installed (${message})`));
  });
  child.once('close', (code, signal) => {
    if (code === 0) return resolve();
    const end = signal ?? `exit code ${code}`;
    const [first = ''] = said.split('\n');
    reject(new GitFailed(`git ${words[0]} failed (${end}): ${first}`));
  });
  await promise.finally(() => source?.close());
}
