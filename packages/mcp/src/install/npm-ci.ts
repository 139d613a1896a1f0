import { spawn } from 'node:child_process';

/** No script of a package runs: a server is started when a run asks for it, not while it is installed. */
const words = [
  'ci',
  '--omit=dev',
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
];
const advice = 'Check the network and npm’s registry setting, then give the same command again.';

/** What npm said when it failed, on lines of its own, and what to do. */
export class NpmFailed extends Error {}

/** Runs `npm ci` in `cwd`, on behalf of `folder`; rejects with `NpmFailed`. */
export function npmCi(cwd: string, folder: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
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
    const end = signal ?? `exit code ${code}`;
    reject(new NpmFailed(`npm ci failed for ${folder} (${end}):\n${said.trim()}\n${advice}`));
  });
  return promise;
}
