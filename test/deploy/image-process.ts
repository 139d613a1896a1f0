import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, copyFile, mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asNobody, type ProductionTree } from './production-tree.ts';

/** A process of the image: its command, with no network but this machine, as nobody in particular. */
export interface ImageProcess {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  readonly exit: Promise<number | null>;
  /** Every process that was started, and every address away from this machine that one asked for. */
  network(): Promise<{ started: string[]; away: string[] }>;
}

export async function startInImage(
  { app, bin, writable }: ProductionTree,
  [program = '', ...words]: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<ImageProcess> {
  const own = await mkdtemp(join(writable, 'process-'));
  const hook = join(writable, 'no-internet.mjs');
  await copyFile(join(import.meta.dirname, 'no-internet.mjs'), hook);
  const log = join(own, 'network.log');
  await chmod(own, 0o777);
  const child = spawn(join(bin, program), words, {
    cwd: app,
    ...asNobody,
    env: {
      ...{ PATH: bin, HOME: '/nonexistent', TMPDIR: own, NODE_ENV: 'production' },
      ...{ NODE_OPTIONS: `--import=${hook}`, NETWORK_LOG: log },
      ...{ FIREFLY_HOME: join(own, 'home'), ...environment },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout?.on('data', (data) => (out += data));
  child.stderr?.on('data', (data) => (err += data));
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return {
    ...{ child, exit, out: () => out, err: () => err },
    async network() {
      const lines = (await readFile(log, 'utf8')).trim().split('\n');
      const started = lines.filter((line) => line.startsWith('started '));
      return { started, away: lines.filter((line) => !line.startsWith('started ')) };
    },
  };
}
