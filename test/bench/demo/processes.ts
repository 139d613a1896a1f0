import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The processes of a machine: who started each, and the words of its command line. */
export interface Processes {
  /** The process that started each one, by process id. */
  readonly parents: ReadonlyMap<number, number>;
  /** Empty if it is gone meanwhile. */
  wordsOf(pid: number): readonly string[];
}

/** The processes of a command line, but for the MCP servers and what those started. */
export interface Family {
  /** The command line itself, watchdogs, simulators. */
  readonly ours: readonly number[];
  readonly postgres: readonly number[];
}

const WATCHDOG = join('packages', 'mcp', 'src', 'process', 'watchdog.ts');

/** A cluster's first process has its path as its first word; those below it say "postgres: …". */
const POSTGRES = /(^|\/)postgres(:|$)/;

/** Sorts the descendants of `root`: what a watchdog starts is an MCP server, and none of ours. */
export function familyOf(root: number, { parents, wordsOf }: Processes): Family {
  const children = Map.groupBy(parents.keys(), (pid) => parents.get(pid) ?? 0);
  const [ours, postgres]: [number[], number[]] = [[], []];
  const visit = (pid: number): void => {
    const [program = '', script = ''] = wordsOf(pid);
    (POSTGRES.test(program) ? postgres : ours).push(pid);
    if (!script.endsWith(WATCHDOG)) for (const child of children.get(pid) ?? []) visit(child);
  };
  visit(root);
  return { ours, postgres };
}

/** A file of `/proc`; empty if its process is gone. */
function read(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return '';
    throw error;
  }
}

/** What runs now, from Linux's `/proc`. */
export function runningNow(): Processes {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  // Behind the name in brackets, which may hold anything, stand the state and the parent.
  const parentOf = (pid: number) => Number(/.*\) \S+ (\d+)/s.exec(read(pid, 'stat'))?.[1] ?? 0);
  return {
    parents: new Map(pids.map((pid) => [pid, parentOf(pid)])),
    wordsOf: (pid) => read(pid, 'cmdline').split('\0'),
  };
}

/** The memory of a process in bytes, of what it shares its part; 0 if it is gone. */
export const pssOf = (pid: number): number =>
  Number(/^Pss:\s+(\d+) kB/m.exec(read(pid, 'smaps_rollup'))?.[1] ?? 0) * 1024;
