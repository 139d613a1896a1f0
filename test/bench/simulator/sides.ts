import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Processes of the bench, which are told by messages what to do, and say what they measured. */

/** The bundle that is asked. */
export interface Asked {
  readonly dir: string;
  readonly tasks: readonly string[];
  readonly recordings: number;
}

/** Starts a fixture of this folder. */
export const started = async (file: string, ...args: string[]): Promise<ChildProcess> =>
  fork(join(import.meta.dirname, file), args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });

/** What a process says next, or in answer to a message. */
export const told = <T>(child: ChildProcess, message?: object): Promise<T> =>
  new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error('a process of the bench ended too soon'));
    child.once('exit', ended).once('message', (said) => {
      child.off('exit', ended);
      resolve(said as T);
    });
    if (message !== undefined) child.send(message);
  });

/** Ends a process, unless it has ended. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.disconnect();
  await gone;
}
