import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { z } from 'zod';
import type { healthEnvironment } from './health-environment.ts';
import type { Lifecycle } from './lifecycle.ts';
import { makeReadiness, type Readiness } from './readiness.ts';

/** The text format of Prometheus. */
export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** Where it is asked: whether the process lives, whether it works, and what it has measured. */
export const healthPaths = { alive: '/healthz', ready: '/readyz', metrics: '/metrics' } as const;

/** A request is a line; nobody who sends one slowly is waited for. */
const MOST_MS = 5_000;

/** The readiness of a process, and where it is told. */
export interface Health extends Readiness {
  /** Undefined if there is no port for it. */
  readonly address: string | undefined;
}

type MetricsText = () => Promise<string>;

/**
 * The readiness of a process, told on a port of its own, if there is one, to those who watch over it:
 * `/healthz` is answered at once, `/readyz` with 503 and the reason while it is not ready, and `/metrics`.
 * Rejects if the port cannot be had.
 */
export async function startHealth(
  { HEALTH_HOST: host, HEALTH_PORT: port }: z.output<typeof healthEnvironment>,
  lifecycle: Lifecycle,
  metricsText: MetricsText,
): Promise<Health> {
  const readiness = makeReadiness(lifecycle);
  if (port === undefined) return { ...readiness, address: undefined };
  const server = createServer({ requestTimeout: MOST_MS }, (request, response) => {
    const path = request.url?.split('?')[0];
    answer(path, response, readiness, metricsText).catch(() => response.destroy());
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
  const at = server.address() as AddressInfo;
  const name = at.family === 'IPv6' ? `[${at.address}]` : at.address;
  return { ...readiness, address: `http://${name}:${at.port}` };
}

async function answer(
  path: string | undefined,
  response: ServerResponse,
  readiness: Readiness,
  metricsText: MetricsText,
): Promise<void> {
  const problem = (status: number, title: string, detail: string): void =>
    send(response, status, 'application/problem+json', JSON.stringify({ title, status, detail }));
  const well = (): void => send(response, 200, 'application/json', '{"status":"ok"}');
  const { alive, ready, metrics } = healthPaths;
  if (path === alive) return well();
  if (path === metrics) return send(response, 200, METRICS_TYPE, await metricsText());
  if (path !== ready) return problem(404, 'Not found', `Ask ${alive}, ${ready} or ${metrics}.`);
  const reason = await readiness.unready();
  return reason === null ? well() : problem(503, 'Not ready', reason);
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(body);
}
