import { Agent, request as send } from 'node:http';
import { request } from './asked.ts';

const CONNECTIONS = 8;

/** What a round gives, in requests per second. */
export interface Rates {
  readonly post: number;
  readonly get: number;
}

interface Asked {
  readonly port: number;
  readonly agent: Agent;
}

const once = (
  { port, agent }: Asked,
  method: string,
  path: string,
  body: string | undefined,
  status: number,
): Promise<string> =>
  new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'content-type': 'application/json' };
    const sent = send({ host: '127.0.0.1', port, agent, method, path, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () =>
        response.statusCode === status
          ? resolve(text)
          : reject(new Error(`${method} ${path}: ${response.statusCode} ${text}`)),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });

/** So many requests over a few connections; how many a second. */
async function rate(count: number, one: (at: number) => Promise<unknown>): Promise<number> {
  const began = performance.now();
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let at = next++; at < count; at = next++) await one(at);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, lane));
  return (count * 1_000) / (performance.now() - began);
}

/** Makes runs, then looks at them. */
export async function round(port: number, count: number): Promise<Rates> {
  const asked = { port, agent: new Agent({ keepAlive: true, maxSockets: CONNECTIONS }) };
  const body = JSON.stringify(request);
  const ids: string[] = [];
  try {
    const post = await rate(count, async () => {
      const made = JSON.parse(await once(asked, 'POST', '/v1/runs', body, 202)) as { id: string };
      ids.push(made.id);
    });
    const get = await rate(count, (at) =>
      once(asked, 'GET', `/v1/runs/${ids[at % ids.length]}`, undefined, 200),
    );
    return { post, get };
  } finally {
    asked.agent.destroy();
  }
}
