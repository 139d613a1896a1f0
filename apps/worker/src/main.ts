import { workerEnvironment } from '@firefly/host/environment';
import { openModels } from '@firefly/host/models';
import { openService } from '@firefly/host/open-service';
import { runApp } from '@firefly/host/run-app';
import { serveWorker } from '@firefly/host/serve-worker';
import { workerLoad } from '@firefly/host/worker-load';

await runApp('firefly-worker', workerEnvironment, process.env, async ({ settings, ...around }) => {
  const concurrency = workerLoad(settings);
  const models = await openModels(settings);
  const service = await openService(settings, concurrency, around);
  await serveWorker({ ...service, concurrency, models }, around);
  around.log.info({ queues: concurrency }, 'the worker serves');
});
