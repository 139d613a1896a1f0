import { openService } from '@firefly/host/open-service';
import { serveApi } from '@firefly/host/serve-api';
import { serveWorker } from '@firefly/host/serve-worker';
import { workerLoad } from '@firefly/host/worker-load';
import { makeLifecycle } from '@firefly/service/lifecycle';
import { onSignals } from '@firefly/service/signals';
import { makeLog } from '@firefly/telemetry/log';
import { readServiceEnvironment } from './environment.ts';
import { lineTo } from './printable.ts';
import type { Terminal } from './terminal.ts';

/** The whole service in this process, until a signal stops it. */
export async function serve({ environment, telemetry, out, err }: Terminal): Promise<never> {
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
  try {
    const service = await openService(settings, concurrency, environment, lifecycle, log);
    await serveWorker({ ...service, concurrency, environment, log }, lifecycle);
    const address = await serveApi({ ...service, settings, log }, lifecycle);
    say(`FireFly listens on ${address}. What it answers: ${address}/docs. Ctrl-C stops it.`);
  } catch (error) {
    await lifecycle.stop();
    forget();
    throw error;
  }
  // From here on a signal ends it.
  return new Promise<never>(() => {});
}
