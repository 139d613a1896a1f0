import { createServer, type ServerResponse } from 'node:http';
import type { z } from 'zod';
import type { healthEnvironment } from './health-environment.ts';
import type { Lifecycle } from './lifecycle.ts';

/** What watches over a process may ask it, on a port of its own: whether it lives, and whether it works. */
export interface Health {
  /** From now on it is ready, until it stops; what is registered with the lifecycle before is still there then. */
  ready(): void;
}

/** Where it is asked: whether the process lives, and whether it works. */
export const healthPaths = { alive: '/healthz', ready: '/readyz' } as const;

/** A request is a line; nobody who sends one slowly is waited for. */
const MOST_MS = 5_000;

/**
 * Answers `/healthz` at once, and `/readyz` with 503 until the process is ready and once it stops. Does nothing
 * where no port is set. Rejects if the port cannot be had.
 */
export async function startHealth(
  { HEALTH_HOST: host, HEALTH_PORT: port }: z.output<typeof healthEnvironment>,
  lifecycle: Lifecycle,
): Promise<Health> {
  let unready: string | undefined = 'It is starting.';
  const health: Health = {
    ready() {
      unready = undefined;
      lifecycle.onStop('readiness', () => {
        unready = 'It is stopping.';
      });
    },
  };
  if (port === undefined) return health;
  const { alive, ready } = healthPaths;
  const server = createServer({ requestTimeout: MOST_MS }, (request, response) => {
    const path = request.url?.split('?')[0];
    if (path === alive || (path === ready && unready === undefined))
      answer(response, 200, { status: 'ok' });
    else if (path === ready)
      answer(response, 503, { title: 'Not ready', status: 503, detail: unready });
    else
      answer(response, 404, {
        title: 'Not found',
        status: 404,
        detail: `Ask ${alive} or ${ready}.`,
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      const what = `HEALTH_PORT ${port} on HEALTH_HOST ${host} cannot be listened on`;
      reject(new Error(`${what}: ${cause.message}`, { cause }));
    });
    server.listen(port, host, resolve);
  });
  lifecycle.onStop('health', () => {
    server.close();
    server.closeAllConnections();
  });
  return health;
}

function answer(response: ServerResponse, status: number, body: object): void {
  const type = status === 200 ? 'application/json' : 'application/problem+json';
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
