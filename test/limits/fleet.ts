import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { constants, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A request as the server saw it come. */
export interface Arrival {
  /** In ms, by the clock of the server. */
  readonly at: number;
  readonly what: string;
}

const WORKERS = 4;
const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/**
 * What is measured is a limit, and not how busy the machine is with other tests. Only a superuser may
 * say so; for others it goes as it goes.
 */
function first({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_HIGHEST);
  } catch {}
}

/** A process of ours; `said` is its first line. */
async function start(program: string, env: Record<string, string>) {
  const child = spawn(process.execPath, [file(program)], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  first(child);
  const [chunk] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  return { child, said: String(chunk).trim() };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null) await once(child, 'exit');
  if (child.exitCode !== 0) throw new Error(`a process ended with ${child.exitCode}`);
}

/**
 * Lets four processes make so many calls of one server over HTTP, behind the limiter of the store at
 * `store`; gives what the server saw, in the order of time. `refuse` is the number of the call that it
 * refuses for two seconds.
 */
export async function callTogether(
  store: string,
  { calls, rateLimit, refuse = 0 }: { calls: number; rateLimit?: object; refuse?: number },
): Promise<Arrival[]> {
  const folder = await mkdtemp(join(tmpdir(), 'firefly-fleet-'));
  const arrivals = join(folder, 'arrivals');
  const children: ChildProcess[] = [];
  try {
    const server = await start('server.ts', { SEEN: arrivals, REFUSE: String(refuse) });
    children.push(server.child);
    const entry = { url: server.said, ...(rateLimit ? { firefly: { rateLimit } } : {}) };
    const servers = join(folder, 'mcp.json');
    await writeFile(servers, JSON.stringify({ mcpServers: { far: entry } }));
    const env = { SERVERS: servers, STORE: store, CALLS: String(calls / WORKERS) };
    const workers = await Promise.all(
      Array.from({ length: WORKERS }, () => start('worker.ts', env)),
    );
    children.push(...workers.map(({ child }) => child));
    for (const { child, said } of workers) {
      if (said !== 'ready') throw new Error(`a worker did not start: ${said}`);
      child.stdin.write('go\n');
    }
    await Promise.all(workers.map(({ child }) => ended(child)));
    const lines = (await readFile(arrivals, 'utf8')).trim().split('\n');
    return lines
      .map((line) => ({ at: Number.parseFloat(line), what: line.replace(/^\S+ /, '') }))
      .toSorted((a, b) => a.at - b.at);
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}

/** The most requests in any second. */
export function mostPerSecond(arrivals: readonly Arrival[]): number {
  let first = 0;
  return Math.max(
    ...arrivals.map(({ at }, last) => {
      while (at - (arrivals[first] as Arrival).at >= 1_000) first += 1;
      return last - first + 1;
    }),
  );
}
