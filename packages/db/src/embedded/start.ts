import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type Account, serverEnvironment } from './account.ts';
import type { Binaries } from './binaries.ts';
import type { Home } from './home.ts';
import { isPostgres, type Postmaster, readPidFile, runningOn, until } from './postmaster.ts';

/** Crash recovery of a large database takes a while. */
const START_MS = 120_000;
const ATTEMPTS = 5;
/**
 * The port was taken meanwhile, processes of a killed server are still ending, or a server whose starter
 * was killed is just beginning.
 */
const PASSES =
  /could not bind|Address already in use|is still in use|lock file .* (exists|is empty)/;

/** A port that nobody listens on now. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/**
 * `PG_GRANDPARENT_PID` names a process that the server must not take for another server. Without it
 * Postgres would refuse to start when the pid that a killed one left now belongs to something else.
 */
async function foreignPid(cluster: string): Promise<NodeJS.ProcessEnv> {
  const left = await readPidFile(cluster);
  return left === undefined || isPostgres(left.pid) ? {} : { PG_GRANDPARENT_PID: String(left.pid) };
}

/**
 * A process group of its own, so that Ctrl-C in our terminal does not stop it, and a file for its
 * words, so that it outlives the reader of a pipe.
 */
async function launch(
  home: Home,
  binaries: Binaries,
  account: Account,
  settings: Readonly<Record<string, string>>,
): Promise<ChildProcess> {
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', ...settings };
  const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const env = serverEnvironment(await foreignPid(home.cluster));
  const port = String(await freePort());
  writeFileSync(home.log, '');
  // Appended to, as another server may be writing there still.
  const log = openSync(home.log, 'a');
  const child = spawn(binaries.postgres, ['-D', home.cluster, '-p', port, ...options], {
    ...account,
    env,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.on('error', () => {});
  child.unref();
  return child;
}

const ended = (child: ChildProcess): boolean =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null;

/**
 * Starts the server and resolves when it takes connections. Call only while none runs; one that was
 * about to run, started by a process that was killed, is taken instead.
 */
export async function startPostmaster(
  home: Home,
  binaries: Binaries,
  account: Account,
  settings: Readonly<Record<string, string>>,
): Promise<Postmaster> {
  for (let attempt = 1; ; attempt++) {
    const child = await launch(home, binaries, account, settings);
    const outcome = await until(async () => {
      const over = ended(child);
      const server = await runningOn(home.cluster);
      if (over && server === undefined) return 'ended';
      return (over || server?.pid === child.pid) && server?.status === 'ready' ? server : undefined;
    }, START_MS);
    if (typeof outcome === 'object') return outcome;
    if (outcome === undefined) child.kill('SIGINT');
    const words = (await readFile(home.log, 'utf8')).trim().slice(-2_000);
    if (attempt === ATTEMPTS || !PASSES.test(words))
      throw new Error(`the embedded Postgres did not start on ${home.cluster}:\n${words}`);
    await delay(200);
  }
}
