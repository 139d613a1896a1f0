import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url));
/** Far beyond most runs here: a hang fails with what the process said, instead of with a bare time-out. */
export const LONGEST_MS = 150_000;

/** How a process of the command line ended, and all it said. */
export interface Ended {
  /** The exit code; null if a signal ended it. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A running process of the command line. */
export interface Command {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  /** Waits until its standard error matches; rejects if it ends without. */
  says(pattern: RegExp): Promise<void>;
  /** No effect on one that has ended. */
  kill(signal: NodeJS.Signals): void;
}

/** Starts `apps/cli/src/main.ts` as a process of its own, with no terminal. */
export function start(
  args: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>>,
  longestMs: number,
): Command {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  const heard = new EventEmitter();
  child.stdout.on('data', (chunk: Buffer) => {
    said.out += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said.err += chunk;
    heard.emit('more');
  });
  const hung = setTimeout(() => {
    said.err += `\nstill running after ${longestMs} ms\n`;
    child.kill('SIGKILL');
  }, longestMs);
  // `close` and not `exit`: all it wrote has been read by then.
  const ended = once(child, 'close').then(([code]): Ended => {
    clearTimeout(hung);
    heard.emit('more');
    return { code, ...said };
  });
  let over = false;
  void ended.then(() => {
    over = true;
    heard.emit('more');
  });
  return {
    // None, if it could not be started: then it has ended.
    pid: child.pid ?? 0,
    ended,
    async says(pattern) {
      while (!pattern.test(said.err)) {
        if (over) throw new Error(`it ended without saying ${pattern}:\n${said.err}`);
        await once(heard, 'more');
      }
    },
    kill: (signal) => void child.kill(signal),
  };
}
