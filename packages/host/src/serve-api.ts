import { makeControlApi } from '@firefly/control-api/app';
import type { QueueConnection } from '@firefly/queue/connection';
import { hasty } from '@firefly/queue/in-time';
import { observeRuns } from '@firefly/telemetry/run-counts';
import type { ApiSettings } from './environment.ts';
import type { ServiceServers } from './known-servers.ts';
import { listen } from './listen.ts';
import type { Prices } from './prices.ts';
import type { Store } from './store.ts';
import type { Surroundings } from './surroundings.ts';
import { version } from './version.ts';

/** What the control API works with. */
export interface ApiParts {
  readonly store: Store;
  readonly queues: QueueConnection;
  readonly servers: ServiceServers;
  /** Undefined where only the workers know what models cost. */
  readonly prices: Prices | undefined;
  readonly settings: Pick<ApiSettings, 'HOST' | 'PORT' | 'FIREFLY_ALLOW_STDIO'>;
}

/** A request waits no longer for the queues: what it asked for stands in a row by then. */
const ENQUEUE_MS = 2_000;

/** Serves the control API; resolves to its address once it listens. */
export async function serveApi(
  { store, queues, servers, prices, settings }: ApiParts,
  { lifecycle, log, readiness, metricsText }: Surroundings,
): Promise<string> {
  const app = await makeControlApi(
    {
      db: store.db,
      queues: { ...queues, producer: hasty(queues.producer, ENQUEUE_MS) },
      servers,
      isPriced: prices && ((model) => prices.pricedOn(model) !== null),
      version,
      allowStdio: settings.FIREFLY_ALLOW_STDIO === '1',
      unready: readiness.unready,
      metricsText,
    },
    log,
  );
  lifecycle.onStop('API', () => app.close());
  lifecycle.onStop('counting runs', observeRuns(store.db.serviceRuns.byStatus));
  const { HOST: host, PORT: port } = settings;
  const address = await listen(
    { called: 'the API', app, db: store.db, host, port, log },
    lifecycle,
  );
  return address;
}
