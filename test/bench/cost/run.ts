import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { startMessagesApi } from '@firefly/llm/testing/messages-api';
import { runSummary } from '@firefly/pipeline/summary';
import type { Kit } from '../kit/bench.ts';
import { wordyBrain } from './model.ts';
import { type Count, makeCount } from './sent.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const MAIN = join(ROOT, 'apps', 'cli', 'src', 'main.ts');
const SERVERS = join(ROOT, 'examples', 'offline', 'mcp.json');

/** A run with a scripted model, and all that it sent. */
export interface CostRun {
  readonly count: Count;
  readonly bundle: string;
  readonly summary: ReturnType<typeof runSummary.parse>;
}

/** Makes so many tasks from the example's servers with the scripted model. Rejects with the run's words if it fails. */
export async function runWithModel({ folder, signal, say }: Kit, tasks: number): Promise<CostRun> {
  const count = makeCount();
  const api = await startMessagesApi({
    reply: async (request) => {
      const reply = await wordyBrain(request);
      count.add(request, reply);
      return reply;
    },
  });
  const bundle = join(folder, 'models');
  const args = ['--engine', 'anthropic', '--model', 'scripted', '--tasks', String(tasks)];
  const child = spawn(
    process.execPath,
    [MAIN, 'run', '--servers', SERVERS, ...args, '--json', '--fresh', '--out', bundle],
    {
      env: {
        ...{ PATH: process.env.PATH, HOME: process.env.HOME },
        ...{ FIREFLY_HOME: join(folder, 'home'), ANTHROPIC_BASE_URL: api.url },
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const stop = (): void => void child.kill('SIGTERM');
  signal.addEventListener('abort', stop);
  let last = '';
  createInterface({ input: child.stderr }).on('line', (line) => {
    last = line;
    say(`run: ${line}`);
  });
  try {
    const [out, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
    signal.throwIfAborted();
    if (code !== 0) throw new Error(`the run ended with exit code ${code}: ${last}`);
    return { count, bundle, summary: runSummary.parse(JSON.parse(out)) };
  } finally {
    signal.removeEventListener('abort', stop);
    await api.close();
  }
}
