import { apiEnvironment } from '@firefly/host/environment';
import { openService } from '@firefly/host/open-service';
import { toldPrices } from '@firefly/host/prices';
import { runApp } from '@firefly/host/run-app';
import { serveApi } from '@firefly/host/serve-api';

await runApp('firefly-api', apiEnvironment, process.env, async ({ settings, ...around }) => {
  const prices = await toldPrices(settings);
  const service = await openService(settings, null, around);
  const address = await serveApi({ ...service, prices, settings }, around);
  around.log.info({ address }, 'the API listens');
});
