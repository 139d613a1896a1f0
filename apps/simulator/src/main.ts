import { startHealth } from '@firefly/service/health';
import { type Lifecycle, makeLifecycle } from '@firefly/service/lifecycle';
import { isLoopback, makeSimulator } from '@firefly/simulator/simulator';
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

async function serve(
  dir: string,
  { settings, port, exitWithParent }: Omit<Options, 'dir'>,
): Promise<void> {
  const report = (problem: string) => console.error(`simulator: ${problem}`);
  const lifecycle = makeLifecycle({ deadlineMs: STOP_MS, report });
  // Heard from the start: a parent that goes while the bundle is read must not leave us behind.
  const stop = () => void lifecycle.stop().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  if (exitWithParent) process.stdin.once('close', stop).resume();
  const readiness = await startHealth(settings, lifecycle, await metricsOf(settings, lifecycle));
  const onError = (error: unknown) => report(`a request failed: ${told(error)}`);
  const names = isLoopback(settings.HOST) ? 'loopback' : 'any';
  const app = await makeSimulator(dir, { onError, names });
  lifecycle.onStop('requests', () => app.close());
  const listening = await app.listen({ port, host: settings.HOST });
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
  return serve(options.dir, options).catch((error: unknown) => fail(error, 1));
}

await start();
