import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '@firefly/db/database';
import { EnvironmentError } from '@firefly/service/environment';
import type { Lifecycle } from '@firefly/service/lifecycle';
import type { Log } from '@firefly/telemetry/log';

/** Where a listener of the service listens: on loopback until there is a key, from then on where it is told to. */

const LOOPBACK = '127.0.0.1';
const IS_LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;
const LOOK_MS = 2_000;

export interface ListenParts {
  /** As a sentence begins with it. */
  readonly called: 'the API' | 'the simulator';
  readonly app: {
    readonly server: Server;
    listen(where: { host: string; port: number }): Promise<string>;
  };
  readonly db: Pick<Database, 'apiKeys'>;
  readonly host: string;
  readonly port: number;
  readonly log: Log;
}

/** Takes no more connections where it listens and listens elsewhere; those that are open go on. */
async function move(server: Server, host: string, port: number): Promise<void> {
  server.close();
  server.listen({ host, port });
  // Rejects with the error that is sent instead.
  await once(server, 'listening');
}

const taken = (called: ListenParts['called'], host: string, port: number): EnvironmentError => {
  const name = called === 'the API' ? 'PORT' : 'SIMULATOR_PORT (of its own app: PORT)';
  return new EnvironmentError([
    `${name}: another program listens on ${host}:${port}. Set it to another port, or to 0 for a free one.`,
  ]);
};

/** Listens; resolves to the address once it does. It never goes back to loopback while it can stay. */
export async function listen(parts: ListenParts, lifecycle: Lifecycle): Promise<string> {
  const { called, app, db, host, port, log } = parts;
  const own = IS_LOOPBACK.test(host);
  const keyed = await db.apiKeys.any();
  const first = keyed || own ? host : LOOPBACK;
  const address = await app.listen({ host: first, port }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') throw taken(called, first, port);
    throw new Error(`${called} cannot listen: ${error.message}; give it another port`);
  });
  if (!keyed)
    log.warn(
      `There is no API key, so ${called} listens on loopback only and lets everybody there in. ` +
        `"firefly keys create" makes one${own ? '' : `: then it listens on ${host}, without a restart`}.`,
    );
  if (keyed || own) return address;
  const stop = new AbortController();
  const { signal } = stop;
  const widened = widenOnceKeyed(parts, (app.server.address() as AddressInfo).port, signal);
  lifecycle.onStop('listening', async () => {
    stop.abort();
    await widened;
  });
  return address;
}

/** Looks for a key every few seconds and moves to `host` once there is one. */
async function widenOnceKeyed(
  { called, app: { server }, db, host, log }: ListenParts,
  port: number,
  signal: AbortSignal,
): Promise<void> {
  while (true) {
    await delay(LOOK_MS, undefined, { signal }).catch(() => {});
    if (signal.aborted) return;
    try {
      if (!(await db.apiKeys.any())) continue;
      await move(server, host, port);
      log.info(`There is an API key now: ${called} listens on ${host}, port ${port}.`);
      return;
    } catch (error) {
      log.error({ err: error }, `${called} cannot listen on ${host}`);
      if (!server.listening) await move(server, LOOPBACK, port).catch(() => {});
    }
  }
}
