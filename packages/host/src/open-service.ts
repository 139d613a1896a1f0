import { resolve } from 'node:path';
import { ServersAway } from '@firefly/control-api/servers-away';
import type { QueueConnection } from '@firefly/queue/connection';
import { type Concurrency, poolSizeFor } from '@firefly/queue/pool-size';
import { EnvironmentError } from '@firefly/service/environment';
import type { ServiceSettings } from './environment.ts';
import { makeServiceServers, type ServiceServers } from './known-servers.ts';
import { loadOf } from './load.ts';
import { openServiceQueues } from './service-queues.ts';
import { openStore, type Store } from './store.ts';
import type { Surroundings } from './surroundings.ts';

/** Connections to the queues of a process that only puts jobs into them. */
const QUEUE_CONNECTIONS = 4;

/** What every process of the service opens. */
export interface Service {
  readonly store: Store;
  readonly queues: QueueConnection;
  readonly servers: ServiceServers;
}

/** Opens the store and the queues of the service; `concurrency` is that of its workers here, if any. */
export async function openService(
  settings: ServiceSettings,
  concurrency: Concurrency | null,
  { environment, lifecycle, log, readiness }: Surroundings,
): Promise<Service> {
  const poolSize = concurrency === null ? QUEUE_CONNECTIONS : poolSizeFor(concurrency);
  const onPostgres = settings.QUEUE_URL === undefined;
  const load =
    concurrency === null
      ? { jobs: QUEUE_CONNECTIONS, queueConnections: onPostgres ? poolSize : 0 }
      : loadOf(concurrency, settings.QUEUE_URL);
  const place = { home: resolve(settings.FIREFLY_HOME), databaseUrl: settings.DATABASE_URL };
  const store = await openStore(place, load, lifecycle, (message) => log.info(message));
  const queues = await openServiceQueues(settings.QUEUE_URL ?? store.url, poolSize, log);
  lifecycle.onStop('queues', () => queues.close());
  readiness.needs('the database', () => store.db.ping());
  readiness.needs('the queues', () => queues.ping());
  const file = settings.FIREFLY_SERVERS;
  const servers = makeServiceServers(store.db, file && resolve(file), environment);
  // A file that cannot be used is said now, and not with the first request.
  const known = await servers.list().catch((error: unknown) => {
    throw error instanceof ServersAway
      ? new EnvironmentError([`FIREFLY_SERVERS: ${error.message}`])
      : error;
  });
  if (known.length === 0)
    log.warn('This service knows no server: name an mcp.json in FIREFLY_SERVERS, or add some.');
  return { store, queues, servers };
}
