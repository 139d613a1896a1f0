import { makeControlApi } from '@firefly/control-api/app';
import type { QueueConnection } from '@firefly/queue/connection';
import type { Lifecycle } from '@firefly/service/lifecycle';
import type { Log } from '@firefly/telemetry/log';
import type { ApiSettings } from './environment.ts';
import type { ServiceServers } from './known-servers.ts';
import { listen } from './listen.ts';
import type { Store } from './store.ts';
import { version } from './version.ts';

/** What the control API works with. */
export interface ApiParts {
  readonly store: Store;
  readonly queues: QueueConnection;
  readonly servers: ServiceServers;
  readonly settings: Pick<ApiSettings, 'HOST' | 'PORT' | 'FIREFLY_ALLOW_STDIO'>;
  readonly log: Log;
}

/** Serves the control API; resolves to its address once it listens. */
export async function serveApi(parts: ApiParts, lifecycle: Lifecycle): Promise<string> {
  const { store, queues, servers, settings, log } = parts;
  let stopping = false;
  const app = await makeControlApi(
    {
      db: store.db,
      queues,
      servers,
      version,
      allowStdio: settings.FIREFLY_ALLOW_STDIO === '1',
      unready: async () => (stopping ? 'The service is stopping.' : null),
    },
    log,
  );
  lifecycle.onStop('API', () => app.close());
  const { HOST: host, PORT: port } = settings;
  const address = await listen({ app, db: store.db, host, port, log }, lifecycle);
  lifecycle.onStop('readiness', () => {
    stopping = true;
  });
  return address;
}
