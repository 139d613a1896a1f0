import { simulatorEnvironment } from '@firefly/host/environment';
import { runApp } from '@firefly/host/run-app';
import { serveSimulator } from '@firefly/host/serve-simulator';
import { openStore } from '@firefly/host/store';
import type { Environment } from '@firefly/service/environment';

/** Connections of a process that reads a bundle now and then. */
const LOAD = { jobs: 4, queueConnections: 0 };

/** The simulator over the finished runs of a database, until a signal stops it. */
export const serveRuns = (environment: Environment): Promise<void> =>
  runApp(
    'firefly-simulator',
    simulatorEnvironment,
    environment,
    async ({ settings, ...around }) => {
      const { lifecycle, log, readiness } = around;
      const { FIREFLY_HOME: home, DATABASE_URL: databaseUrl, HOST: host, PORT: port } = settings;
      const store = await openStore({ home, databaseUrl }, LOAD, lifecycle, (line) =>
        log.info(line),
      );
      readiness.needs('the database', () => store.db.ping());
      const address = await serveSimulator(store, { host, port }, around);
      log.info({ address }, 'the simulator listens');
    },
  );
