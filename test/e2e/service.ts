import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const entry = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const API = entry('apps/api/src/main.ts');
const WORKER = entry('apps/worker/src/main.ts');
const ALL = [entry('apps/cli/src/main.ts'), 'serve'];

type Environment = Readonly<Record<string, string>>;

/** A process of the service. */
interface Process {
  readonly child: ChildProcess;
  /** All it said. */
  said(): string;
}

/** Starts a process and resolves with the first match in what it says. */
async function started(
  args: readonly string[],
  environment: Environment,
  ready: RegExp,
): Promise<Process & { readonly match: RegExpExecArray }> {
  const child = spawn(process.execPath, [...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    said += `${line}\n`;
    const match = ready.exec(line);
    if (match === null) continue;
    child.stdout?.on('data', (chunk) => {
      said += chunk;
    });
    child.stdout?.resume();
    return { child, said: () => said, match };
  }
  throw new Error(`it ended before it was ready:\n${said}`);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

/** A service whose processes run by themselves. */
export interface ServiceUnderTest {
  readonly url: string;
  /** All that its processes said. */
  said(): string;
  /** Kills one of its processes, counted from the last, and waits for its end. */
  killLast(): Promise<void>;
  /** Sends a signal to all and waits for their ends; the exit codes, those of workers last. */
  stop(signal: NodeJS.Signals): Promise<(number | null)[]>;
}

const together = (url: string, processes: readonly Process[]): ServiceUnderTest => ({
  url,
  said: () => processes.map((each) => each.said()).join('\n'),
  async killLast() {
    const last = processes.at(-1);
    if (last === undefined) return;
    last.child.kill('SIGKILL');
    await ended(last.child);
  },
  async stop(signal) {
    for (const { child } of processes) child.kill(signal);
    await Promise.all(processes.map(({ child }) => ended(child)));
    return processes.map(({ child }) => child.exitCode);
  },
});

/** All of the service in one process, as `npm start` runs it. */
export async function startWhole(environment: Environment): Promise<ServiceUnderTest> {
  const own = { PORT: '0', SIMULATOR_PORT: '0', ...environment };
  const whole = await started(ALL, own, /^FireFly listens on (http:\S+)\./);
  return together(whole.match[1] ?? '', [whole]);
}

/** The API and workers, each a process, as containers run them; each worker has an environment of its own. */
export async function startParts(
  environment: Environment,
  workers: readonly Environment[],
): Promise<ServiceUnderTest> {
  const api = await started([API], { PORT: '0', ...environment }, /"address":"(http:[^"]+)"/);
  const each = workers.map((own) =>
    started([WORKER], { ...environment, ...own }, /the worker serves/),
  );
  return together(api.match[1] ?? '', [api, ...(await Promise.all(each))]);
}
