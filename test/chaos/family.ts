import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A process that lives, as `ps` tells it. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** All processes; a zombie lives no more, it only waits to be counted. */
async function processes(): Promise<Process[]> {
  const { stdout } = await run('ps', ['-Aww', '-o', 'pid=,ppid=,stat=,args='], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, state = '', command = ''] =
      /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    if (pid === undefined || state.startsWith('Z')) return [];
    return [{ pid: Number(pid), parent: Number(parent), command }];
  });
}

/** What a process has started, and what that has started, down to the last; its Postgres left out. */
export async function familyOf(pid: number): Promise<Process[]> {
  const all = await processes();
  const found: Process[] = [];
  let generation = [pid];
  while (generation.length > 0) {
    const parents = new Set(generation);
    // Postgres may outlive who started it. Those that `initdb` starts have another parent.
    const children = all.filter(
      ({ parent, command }) =>
        parents.has(parent) && !(parent === pid && / -D .*\/cluster /.test(command)),
    );
    found.push(...children);
    generation = children.map((child) => child.pid);
  }
  return found;
}

const LONGEST_MS = 30_000;
const LOOK_MS = 100;

/** Waits until none of them lives: those with the same id and the same command line. */
export async function untilAllGone(members: readonly Process[]): Promise<void> {
  const since = performance.now();
  for (;;) {
    const now = new Map((await processes()).map(({ pid, command }) => [pid, command]));
    const left = members.filter(({ pid, command }) => now.get(pid) === command);
    if (left.length === 0) return;
    if (performance.now() - since > LONGEST_MS)
      throw new Error(`still alive: ${left.map(({ command }) => command).join('\n')}`);
    await delay(LOOK_MS);
  }
}
