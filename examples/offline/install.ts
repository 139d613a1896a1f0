import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { putInPlace, unless } from './put-in-place.ts';
import { buildRepository } from './repository.ts';

/**
 * Installs the MCP servers of this example: `npm ci` into a folder beside, then one rename. So an
 * interrupted install never looks finished, and two processes may install at the same time.
 */

const manifests = ['package.json', 'package-lock.json', '.npmrc'];
/** Holds the hash of the lockfile that `node_modules` was made from; times of files lie after a checkout. */
const stamp = join('node_modules', '.firefly-lockfile');

/** What an install did: nothing, because the servers were there already, or a fresh `npm ci`. */
export type Installed = 'already there' | 'installed';

/**
 * Brings `folder/node_modules` in line with `folder/package-lock.json`. Install scripts are not run.
 * Rejects with npm's own words when npm fails; what was installed before then stays.
 */
export async function install(
  folder: string,
  progress: (line: string) => void = () => {},
): Promise<Installed> {
  const wanted = await lockfileHash(folder);
  if ((await installedHash(folder)) === wanted) return 'already there';
  progress('Installing the example MCP servers (once, about 215 MB) …');
  await mkdir(join(folder, '.firefly'), { recursive: true });
  const temporary = await mkdtemp(join(folder, '.firefly', 'install-'));
  try {
    for (const name of manifests) await copyFile(join(folder, name), join(temporary, name));
    await npmCi(temporary, folder);
    await mkdir(join(temporary, 'node_modules'), { recursive: true });
    await writeFile(join(temporary, stamp), wanted);
    const finished = join(temporary, 'node_modules');
    await putInPlace(finished, join(folder, 'node_modules'), join(temporary, 'before'));
  } finally {
    await rm(temporary, { recursive: true, force: true, maxRetries: 3 });
  }
  // Another process may have won with an older lockfile: what counts is what lies there now.
  if ((await installedHash(folder)) !== wanted) return install(folder, progress);
  return 'installed';
}

const lockfileHash = async (folder: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(join(folder, 'package-lock.json')))
    .digest('hex');

const installedHash = (folder: string): Promise<string | undefined> =>
  readFile(join(folder, stamp), 'utf8').catch(unless('ENOENT', 'ENOTDIR'));

function npmCi(cwd: string, folder: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const words = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  // On Windows npm is a batch file, which only a shell starts; the words are fixed, so nothing is quoted.
  const shell = process.platform === 'win32';
  const npm = spawn('npm', words, { cwd, shell, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  npm.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000);
  });
  npm.once('error', (cause) => {
    reject(new Error(`npm could not be started (${cause.message}). Is it on the PATH?`, { cause }));
  });
  npm.once('close', (code, signal) => {
    if (code === 0) return resolve();
    const advice =
      'Check the network and npm’s registry setting, then run `npm run examples` again.';
    const end = signal ?? `exit code ${code}`;
    reject(new Error(`npm ci failed for ${folder} (${end}):\n${said.trim()}\n${advice}`));
  });
  return promise;
}

if (import.meta.main) {
  try {
    const outcome = await install(import.meta.dirname, console.error);
    console.error(`Example MCP servers: ${outcome}.`);
    const built = await buildRepository(import.meta.dirname);
    if (typeof built !== 'string')
      console.error(`The example goes on without its git server: ${built.leftOut}.`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
