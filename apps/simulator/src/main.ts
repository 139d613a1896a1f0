import { startHealth } from '@firefly/service/health';
import { type Lifecycle, makeLifecycle } from '@firefly/service/lifecycle';
import { serveOverHttp } from '@firefly/simulator/serving/over-http';
import { NoSuchTask, serveOverStdio } from '@firefly/simulator/serving/over-stdio';
import type { Settings } from './environment.ts';
import { type Options, readOptions, usage } from './options.ts';

const STOP_MS = 10_000;

const told = (error: unknown): string => (error instanceof Error ? error.message : String(error));

// Exit codes: 0 stopped as asked, 1 failed, 2 started wrongly.
function fail(error: unknown, code: number, hint = ''): never {
  console.error(`simulator: ${told(error)}${hint}`);
  process.exit(code);
}

/** Metrics are kept where there is a port on which somebody may ask for them. */
async function metricsOf(
  { HEALTH_PORT }: Settings,
  lifecycle: Lifecycle,
): Promise<() => Promise<string>> {
  if (HEALTH_PORT === undefined) return async () => '';
  const { startTelemetry } = await import('@firefly/telemetry/start');
  const service = { name: 'firefly-simulator', version: '0', scraped: true };
  const telemetry = await startTelemetry(process.env, service, (line) => console.error(line));
  lifecycle.onStop('telemetry', () => telemetry.stop());
  return telemetry.metricsText;
}

const report = (problem: string): void => console.error(`simulator: ${problem}`);
const requestFailed = (error: unknown): void => report(`a request failed: ${told(error)}`);

async function serve(dir: string, { settings, port, exitWithParent }: Options): Promise<void> {
  const lifecycle = makeLifecycle({ deadlineMs: STOP_MS, report });
  // Heard from the start: a parent that goes while the bundle is read must not leave us behind.
  const stop = () => void lifecycle.stop().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  if (exitWithParent) process.stdin.once('close', stop).resume();
  const readiness = await startHealth(settings, lifecycle, await metricsOf(settings, lifecycle));
  const place = { host: settings.HOST, port };
  const listening = await serveOverHttp(dir, place, { lifecycle, onError: requestFailed });
  readiness.ready();
  process.stdout.write(`${JSON.stringify({ listening })}\n`);
}

function start(): Promise<void> {
  let options: Options;
  try {
    options = readOptions(process.argv.slice(2), process.env);
  } catch (error) {
    fail(error, 2, `\n${usage}`);
  }
  // Loaded only where it is needed: with it comes the database.
  if (options.dir === undefined)
    return import('./serve-runs.ts').then((runs) => runs.serveRuns(process.env));
  const { dir, task } = options;
  const serving =
    task === undefined
      ? serve(dir, options)
      : serveOverStdio(dir, task, { onError: requestFailed });
  return serving.catch((error: unknown) => fail(error, error instanceof NoSuchTask ? 2 : 1));
}

await start();
