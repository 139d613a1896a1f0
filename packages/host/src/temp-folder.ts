import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A process of another user lives too: asking after it is refused, which says so. */
function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The folder of this process: its number and when it began, as in a container each start has the same number. */
const ownName = (): string => `${process.pid}-${Math.round(performance.timeOrigin)}`;

/** Whether a folder was left by a process that is no more. */
function isLeft(name: string): boolean {
  const pid = Number(/^(\d+)(?:-\d+)?$/.exec(name)?.[1] ?? 0);
  if (pid === 0 || name === ownName()) return false;
  return pid === process.pid || !lives(pid);
}

/** Makes the folder of this process's temporary files, and removes those that killed ones left behind. */
export async function makeTempFolder(home: string): Promise<string> {
  const all = join(home, 'tmp');
  const own = join(all, ownName());
  await mkdir(own, { recursive: true });
  for (const name of await readdir(all))
    if (isLeft(name)) await rm(join(all, name), { recursive: true, force: true });
  return own;
}
