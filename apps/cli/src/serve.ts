import { openModels } from '@firefly/host/models';
import { openService } from '@firefly/host/open-service';
import { openPrices } from '@firefly/host/prices';
import { serveApi } from '@firefly/host/serve-api';
import { serveSimulator } from '@firefly/host/serve-simulator';
import { serveWorker } from '@firefly/host/serve-worker';
import { workerLoad } from '@firefly/host/worker-load';
import { startHealth } from '@firefly/service/health';
import { makeLifecycle } from '@firefly/service/lifecycle';
import { onSignals } from '@firefly/service/signals';
import { makeLog } from '@firefly/telemetry/log';
import { readServiceEnvironment } from './environment.ts';
import { lineTo } from './printable.ts';
import type { Terminal } from './terminal.ts';

/** The whole service in this process, until a signal stops it. */
export async function serve(
  { environment, telemetry, out, err }: Terminal,
  { json }: { readonly json: boolean },
): Promise<never> {
  const settings = readServiceEnvironment(environment);
  const concurrency = workerLoad(settings);
  const say = lineTo(out);
  // Standard output is for people; the log is beside it.
  const log = makeLog('firefly', settings.LOG_LEVEL, err);
  const lifecycle = makeLifecycle({
    deadlineMs: settings.STOP_SECONDS * 1_000,
    report: (problem) => log.error(problem),
  });
  lifecycle.onStop('telemetry', () => telemetry.stop());
  const forget = onSignals(lifecycle);
  const { metricsText } = telemetry;
  try {
    const readiness = await startHealth(settings, lifecycle, metricsText);
    const health = readiness.address;
    const around = { environment, lifecycle, log, readiness, metricsText };
    const models = await openModels(settings);
    const prices = models ?? (await openPrices(settings));
    const service = await openService(settings, concurrency, around);
    await serveWorker({ ...service, concurrency, models }, around);
    const place = { host: settings.HOST, port: settings.SIMULATOR_PORT };
    const simulator = await serveSimulator(service.store, place, around);
    const api = await serveApi({ ...service, prices, settings }, around);
    readiness.ready();
    // Registered last: it is the first word of a stop.
    lifecycle.onStop('a word', () => {
      if (!json) say('Stopping. Unfinished runs go on with the next start.');
    });
    if (json) say(JSON.stringify({ api, simulator, health }));
    else {
      say(`FireFly listens on ${api}. What it answers: ${api}/docs. Ctrl-C stops it.`);
      say(`The simulator of its finished runs: ${simulator}.`);
      if (health !== undefined) say(`How it is: ${health}/readyz and ${health}/metrics.`);
    }
  } catch (error) {
    await lifecycle.stop();
    forget();
    throw error;
  }
  // From here on a signal ends it.
  return new Promise<never>(() => {});
}
