import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding, Kit } from '../kit/bench.ts';
import { measured } from '../kit/finding.ts';
import { writeBigBundle } from './big-bundle.ts';
import type { Load, Loaded } from './load.fixture.ts';
import { type Asked, started, stop, told } from './sides.ts';

/** How soon a bundle is served, and what of memory that takes, also of one that memory does not hold. */

const CLI = join(import.meta.dirname, '../../../apps/cli/src/main.ts');
const READY_S = 2;
const MOST_MB = 600;
const LARGEST = 1_000_000;

/** Seconds until `firefly simulate` listens, and the most memory that it took until then, in MB. */
async function start(dir: string): Promise<{ readonly seconds: number; readonly mb: number }> {
  const began = performance.now();
  const child = spawn(process.execPath, [CLI, 'simulate', dir, '--port', '0', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await once(child.stdout, 'data');
    const seconds = (performance.now() - began) / 1_000;
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    return { seconds, mb: Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1_024 };
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}

/** The most memory that a simulator took once it gave every one of its recordings, in MB. */
async function afterAll({ dir, tasks, recordings }: Asked): Promise<number> {
  const load = await started('load.fixture.ts');
  const ours = await started('side.fixture.ts', 'ours', dir);
  try {
    const { port } = await told<{ port: number }>(ours);
    const plan: Load = { ports: [port], tasks, recordings, calls: recordings, connections: 16 };
    await told<Loaded>(load, plan);
    return (await told<{ mostRss: number }>(ours, {})).mostRss / 1_024 ** 2;
  } finally {
    await Promise.all([load, ours].map(stop));
  }
}

export async function startAndMemory({ folder, say }: Kit, asked: Asked): Promise<Finding[]> {
  const count = asked.recordings.toLocaleString('en');
  say(`start with ${count} recordings`);
  const first = await start(asked.dir);
  const all = await afterAll(asked);
  const large = join(folder, 'large');
  say('writing 1,000,000 recordings');
  await writeBigBundle(large, LARGEST);
  say('start with 1,000,000 recordings');
  const largest = await start(large);
  return [
    measured(`ready, ${count} recordings`, 's', first.seconds, { of: 'value', atMost: READY_S }),
    measured(`memory, all of ${count} recordings asked`, 'MB', all, {
      ...{ of: 'value', atMost: MOST_MB },
    }),
    measured('ready, 1,000,000 recordings', 's', largest.seconds),
    measured('memory once ready, 1,000,000 recordings', 'MB', largest.mb),
  ];
}
