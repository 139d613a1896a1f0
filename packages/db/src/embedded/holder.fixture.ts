import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Another process that uses the embedded Postgres of a folder. */
export interface Holder {
  readonly child: ChildProcess;
  readonly url: string;
  /** Lets it leave in order. */
  leave(): Promise<void>;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
}

/** Starts one and resolves once it has its connection string. */
export async function holder(dataDir: string): Promise<Holder> {
  const program = join(import.meta.dirname, 'hold.fixture.ts');
  const child = spawn(process.execPath, [program, dataDir], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // A process group as a terminal would give it.
    detached: true,
  });
  const exit = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const [url] = (await Promise.race([once(lines, 'line'), exit])) as unknown[];
  if (typeof url !== 'string') throw new Error('the other process ended before it had a database');
  const ended = async () => {
    await exit;
  };
  return {
    child,
    url,
    leave() {
      child.stdin.end();
      return ended();
    },
    kill() {
      child.kill('SIGKILL');
      return ended();
    },
  };
}
