import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A Redis of a test's own, empty; on this machine alone. */
export interface TestRedis {
  readonly url: string;
  readonly port: number;
  /** Ends it, and what it held with it. */
  close(): Promise<void>;
}

export interface TestRedisOptions {
  /** As a line of `redis.conf` would set it. */
  readonly settings?: Readonly<Record<string, string>>;
  /** A Sentinel that watches what these lines of its file say. */
  readonly sentinel?: readonly string[];
  /** Where one was that comes back; by default a port that is free. */
  readonly port?: number;
}

const PROGRAM = 'redis-server';
const ATTEMPTS = 5;
const READY = /Ready to accept connections|Sentinel ID is/;

function runs(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Whether a test can start a Redis: npm carries none. */
export const canStartRedis = runs(PROGRAM);

/** Whether a test can have queues on Redis: on one of its own, or on that of `REDIS_URL`. */
export const canUseRedis = canStartRedis || Boolean(process.env.REDIS_URL);

/** The Redis of `REDIS_URL`, whose other contents stay as they are, or else one of the test's own. */
export async function testRedis(): Promise<Pick<TestRedis, 'url' | 'close'>> {
  const { REDIS_URL: url } = process.env;
  return url ? { url, close: async () => {} } : startRedis();
}

/** Starts a Redis and resolves when it takes connections. */
export async function startRedis(options: TestRedisOptions = {}): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'firefly-redis-'));
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort());
    const own = { port, bind: '127.0.0.1', dir: folder };
    const settings = { ...own, ...(options.sentinel ? {} : { save: '' }), ...options.settings };
    const file = join(folder, 'sentinel.conf');
    if (options.sentinel) await writeFile(file, `${options.sentinel.join('\n')}\n`);
    const args = [
      ...(options.sentinel ? [file, '--sentinel'] : []),
      ...Object.entries(settings).flatMap(([name, value]) => [
        `--${name}`,
        ...String(value).split(' '),
      ]),
    ];
    // A process group of its own: Ctrl-C in a terminal is for those who use it, who then close it.
    const child = spawn(PROGRAM, args, { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
    const words = await ready(child);
    if (words === null) return running(child, port, folder);
    // The port may have been taken meanwhile.
    if (attempt === ATTEMPTS) throw new Error(`redis-server does not start:\n${words}`);
  }
}

function running(child: ChildProcess, port: number, folder: string): TestRedis {
  const kill = (): void => void child.kill('SIGKILL');
  // A test process that ends early takes its Redis along.
  process.once('exit', kill);
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    async close() {
      process.off('exit', kill);
      if (child.exitCode === null && child.signalCode === null) {
        kill();
        await once(child, 'exit');
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Null when it takes connections; what it said if it ended instead. */
function ready(child: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => {
    let words = '';
    child.stdout?.on('data', (chunk) => {
      words += String(chunk);
      if (READY.test(words)) resolve(null);
    });
    child.once('close', () => resolve(words));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
