import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allEnvironment } from '@firefly/host/environment';
import { openModels } from '@firefly/host/models';
import { openService, type Service } from '@firefly/host/open-service';
import { serveApi } from '@firefly/host/serve-api';
import { serveWorker } from '@firefly/host/serve-worker';
import { workerLoad } from '@firefly/host/worker-load';
import { makeLifecycle } from '@firefly/service/lifecycle';
import { makeReadiness } from '@firefly/service/readiness';
import { makeLog } from '@firefly/telemetry/log';
import { testDatabase } from '@firefly/testing/database';

/** The whole service in this process. */
export interface RunningService extends Service {
  readonly address: string;
  /** What it could not stop. */
  close(): Promise<readonly string[]>;
}

/** Starts the service on a database of its own. */
export async function startService(
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningService> {
  const home = await mkdtemp(join(tmpdir(), 'firefly-service-'));
  const database = await testDatabase();
  const all = { FIREFLY_HOME: home, DATABASE_URL: database.url, PORT: '0', ...environment };
  const settings = allEnvironment.parse({ WORKER_CONCURRENCY: '1', LOG_LEVEL: 'warn', ...all });
  const problems: string[] = [];
  const lifecycle = makeLifecycle({
    deadlineMs: 20_000,
    report: (problem) => problems.push(problem),
  });
  lifecycle.onStop('database of the test', () => database.close());
  lifecycle.onStop('home', () => rm(home, { recursive: true, force: true }));
  const log = makeLog('test', settings.LOG_LEVEL, process.stderr);
  const concurrency = workerLoad(settings);
  const readiness = makeReadiness(lifecycle);
  const around = { environment: all, lifecycle, log, readiness, metricsText: async () => '' };
  const service = await openService(settings, concurrency, around);
  await serveWorker({ ...service, concurrency, models: await openModels(settings) }, around);
  const address = await serveApi({ ...service, prices: undefined, settings }, around);
  readiness.ready();
  return {
    ...service,
    address,
    async close() {
      await lifecycle.stop();
      return problems;
    },
  };
}
