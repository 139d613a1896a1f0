import { Agent, request } from 'node:http';
import { argumentsAt, toolAt } from './big-bundle.ts';

/** Rollouts that shall go on at once, and for how long. */
export interface Enduring {
  readonly port: number;
  readonly tasks: readonly string[];
  readonly recordings: number;
  readonly sessions: number;
  readonly seconds: number;
}

export interface Endured {
  readonly rollouts: number;
  readonly errors: number;
}

const CALLS = 5;
/** What a policy takes to think, at most: rollouts of thousands of sessions ask now and then. */
const THINKING_MS = 2_000;

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

const ask = (port: number, method: string, path: string, body?: object): Promise<string> =>
  new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'content-type': 'application/json' };
    const sent = request({ host: '127.0.0.1', port, agent, method, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () =>
        (response.statusCode ?? 500) < 300 ? resolve(text) : reject(new Error(text)),
      );
    });
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });

const think = (): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * THINKING_MS));

async function rollout({ port, tasks, recordings }: Enduring): Promise<void> {
  const task = tasks[Math.floor(Math.random() * tasks.length)];
  const { session } = JSON.parse(await ask(port, 'POST', '/v1/sessions', { task_id: task }));
  const path = `/v1/sessions/${session}`;
  for (let call = 0; call < CALLS; call += 1) {
    await think();
    const at = Math.floor(Math.random() * recordings);
    const { server, name } = toolAt(at);
    const body = { server, tool: name, arguments: argumentsAt(at) };
    const text = await ask(port, 'POST', `${path}/call`, body);
    if (!text.includes('"tier":"exact"')) throw new Error('not exact');
  }
  await ask(port, 'POST', `${path}/verify`, { message: '{"at": 1}' });
  await ask(port, 'DELETE', path);
}

async function run(plan: Enduring): Promise<Endured> {
  const until = performance.now() + plan.seconds * 1_000;
  let rollouts = 0;
  let errors = 0;
  const one = async (): Promise<void> => {
    while (performance.now() < until) {
      await rollout(plan).catch((error: unknown) => {
        errors += 1;
        if (errors === 1) console.error(error);
      });
      rollouts += 1;
    }
  };
  await Promise.all(Array.from({ length: plan.sessions }, one));
  return { rollouts, errors };
}

process.on(
  'message',
  (plan: Enduring) => void run(plan).then((endured) => process.send?.(endured)),
);
