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

/** Makes the folder of this process's temporary files, and removes those that killed ones left behind. */
export async function makeTempFolder(home: string): Promise<string> {
  const all = join(home, 'tmp');
  const own = join(all, String(process.pid));
  await mkdir(own, { recursive: true });
  for (const name of await readdir(all))
    if (/^\d+$/.test(name) && !lives(Number(name)))
      await rm(join(all, name), { recursive: true, force: true });
  return own;
}
