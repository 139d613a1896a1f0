import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The folder with `prisma.config.ts`. */
export const projectRoot = join(import.meta.dirname, '..', '..', '..', '..');
/** The migrations, one folder each, in the order of their names. */
export const migrationsFolder = join(projectRoot, 'prisma', 'migrations');

/** What a command of Prisma's CLI said. */
export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** No network: no check for updates, no telemetry, no hints. */
const offline = {
  CHECKPOINT_DISABLE: '1',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  NO_COLOR: '1',
};

function cliFile(): string {
  try {
    const manifest = createRequire(import.meta.url).resolve('prisma/package.json');
    return join(dirname(manifest), 'build', 'index.js');
  } catch (cause) {
    throw new Error('Prisma is not installed, so migrations cannot run: run npm install', {
      cause,
    });
  }
}

/** Runs Prisma's CLI with this Node and our schema engine (see `prisma.config.ts`). */
export function runPrisma(args: readonly string[], env: NodeJS.ProcessEnv): Promise<CliResult> {
  const child = spawn(process.execPath, [cliFile(), ...args], {
    cwd: projectRoot,
    env: { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, ...offline, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** The part of what the CLI said that tells what went wrong. */
export function complaintOf({ stdout, stderr }: CliResult): string {
  const error = /^Error:?\s[\s\S]*/m.exec(stderr)?.[0];
  return (error ?? `${stdout}\n${stderr}`).trim();
}
