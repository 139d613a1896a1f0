import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { vi } from 'vitest';

const run = promisify(execFile);

/** Command lines of the running processes that name a folder: servers' watchdogs, simulators, Postgres. */
export async function processesOf(folder: string): Promise<string[]> {
  const { stdout } = await run('ps', ['-Aww', '-o', 'args=']);
  return stdout.split('\n').filter((line) => line.includes(folder) && !line.startsWith('ps '));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Waits until none of the servers that wrote these log lines lives. */
export const untilGone = (log: readonly string[]): Promise<void> =>
  vi.waitFor(
    () => {
      const alive = log
        .flatMap((line) => /^started (\d+)$/.exec(line)?.[1] ?? [])
        .filter((pid) => isAlive(Number(pid)));
      if (alive.length > 0) throw new Error(`still alive: ${alive}`);
    },
    { timeout: 20_000 },
  );
