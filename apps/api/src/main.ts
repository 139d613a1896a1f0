import { apiEnvironment } from '@firefly/host/environment';
import { openService } from '@firefly/host/open-service';
import { runApp } from '@firefly/host/run-app';
import { serveApi } from '@firefly/host/serve-api';

await runApp(
  'firefly-api',
  apiEnvironment,
  process.env,
  async ({ settings, environment, lifecycle, log }) => {
    const service = await openService(settings, null, environment, lifecycle, log);
    const address = await serveApi({ ...service, settings, log }, lifecycle);
    log.info({ address }, 'the API listens');
  },
);
