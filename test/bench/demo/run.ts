import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { runSummary } from '@firefly/pipeline/summary';
import type { Kit } from '../kit/bench.ts';
import { type Memory, peakMemory } from './memory.ts';

const MAIN = join(import.meta.dirname, '..', '..', '..', 'apps', 'cli', 'src', 'main.ts');

/** A demo from start to end. */
export interface DemoRun {
  /** The folder of its bundle. */
  readonly bundle: string;
  /** What it says of itself, with `--json`. */
  readonly summary: ReturnType<typeof runSummary.parse>;
  readonly wallMs: number;
  /** Undefined where there is no `/proc`. */
  readonly peak: Memory | undefined;
}

/** Runs `firefly demo` as a user would, in a folder of its own. Rejects with its words if it fails. */
export async function runDemo({ folder, signal, say }: Kit): Promise<DemoRun> {
  const bundle = join(folder, 'demo');
  const started = performance.now();
  const child = spawn(process.execPath, [MAIN, 'demo', '--json', '--fresh', '--out', bundle], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, FIREFLY_HOME: join(folder, 'home') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = (): void => void child.kill('SIGTERM');
  signal.addEventListener('abort', stop);
  let last = '';
  createInterface({ input: child.stderr }).on('line', (line) => {
    last = line;
    say(`demo: ${line}`);
  });
  const closed = once(child, 'close');
  const memory = process.platform === 'linux' && child.pid !== undefined;
  const [out, peak, [code]] = await Promise.all([
    text(child.stdout),
    memory ? peakMemory(child.pid ?? 0, closed) : undefined,
    closed,
  ]);
  const wallMs = performance.now() - started;
  signal.removeEventListener('abort', stop);
  signal.throwIfAborted();
  if (code !== 0) throw new Error(`the demo ended with exit code ${code}: ${last}`);
  return { bundle, summary: runSummary.parse(JSON.parse(out)), wallMs, peak };
}
