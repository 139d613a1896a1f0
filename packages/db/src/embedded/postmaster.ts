import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** The running server of a cluster, as its `postmaster.pid` tells. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly status: string;
}

/** What stands in `postmaster.pid`, true or left over; undefined without one. */
export async function readPidFile(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number.parseInt(lines[0] ?? '', 10);
  if (!Number.isInteger(pid)) return undefined;
  const port = Number.parseInt(lines[3] ?? '', 10);
  return { pid, port, status: (lines[7] ?? '').trim() };
}

/** True if `pid` is alive and, where the system lets us see it, a Postgres: pids are used again. */
export function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  if (process.platform !== 'linux') return true;
  try {
    // Empty for a zombie, which an init that reaps nothing may leave.
    const [program = ''] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return basename(program) === 'postgres';
  } catch {
    return false;
  }
}

/** The server that runs on the cluster now. */
export async function runningOn(cluster: string): Promise<Postmaster | undefined> {
  const found = await readPidFile(cluster);
  return found !== undefined && isPostgres(found.pid) ? found : undefined;
}

/** Looks every 20 ms until `state` gives a value; undefined at the deadline. */
export async function until<T>(
  state: () => Promise<T | undefined> | T | undefined,
  timeoutMs: number,
): Promise<T | undefined> {
  for (const deadline = Date.now() + timeoutMs; ; ) {
    const value = await state();
    if (value !== undefined || Date.now() > deadline) return value;
    await delay(20);
  }
}

/** Stops the server: fast shutdown, open connections are closed. Resolves when it is gone. */
export async function stopPostmaster(cluster: string): Promise<void> {
  const server = await runningOn(cluster);
  if (server === undefined) return;
  process.kill(server.pid, 'SIGINT');
  const gone = await until(() => (isPostgres(server.pid) ? undefined : true), 60_000);
  if (gone === undefined)
    throw new Error(`the embedded Postgres (process ${server.pid}) does not stop; see its log`);
}
