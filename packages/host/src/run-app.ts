import { type Environment, EnvironmentError, parseEnvironment } from '@firefly/service/environment';
import { startHealth } from '@firefly/service/health';
import { makeLifecycle } from '@firefly/service/lifecycle';
import { onSignals } from '@firefly/service/signals';
import { makeLog } from '@firefly/telemetry/log';
import { startTelemetry } from '@firefly/telemetry/start';
import type { z } from 'zod';
import type { serviceEnvironment } from './environment.ts';
import type { Surroundings } from './surroundings.ts';
import { version } from './version.ts';

/** What an app is given to start with. */
export interface AppContext<S> extends Surroundings {
  readonly settings: S;
}

/**
 * Runs an app of the service until a signal stops it: reads its environment, starts telemetry, then the
 * app. What is wrong at the start is one line, and exit code 2 for the environment, else 1.
 */
export async function runApp<S extends typeof serviceEnvironment>(
  name: string,
  schema: S,
  environment: Environment,
  start: (context: AppContext<z.output<S>>) => Promise<void>,
): Promise<void> {
  const say = (line: string): void => void process.stderr.write(`${name}: ${line}\n`);
  let settings: z.output<S>;
  try {
    settings = parseEnvironment(schema, environment);
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    for (const line of error.lines) say(line);
    process.exitCode = 2;
    return;
  }
  const common = settings as z.output<typeof serviceEnvironment>;
  const { LOG_LEVEL, STOP_SECONDS } = common;
  const log = makeLog(name, LOG_LEVEL);
  const service = { name, version, scraped: true };
  const telemetry = await startTelemetry(environment, service, (line) => log.warn(line));
  const lifecycle = makeLifecycle({
    deadlineMs: STOP_SECONDS * 1_000,
    report: (problem) => log.error(problem),
  });
  lifecycle.onStop('telemetry', () => telemetry.stop());
  const forget = onSignals(lifecycle);
  try {
    // Told apart from what the app serves: it answers from here on, until all else has stopped.
    const { metricsText } = telemetry;
    const readiness = await startHealth(common, lifecycle, metricsText);
    const { address } = readiness;
    if (address !== undefined) log.info({ health: address }, 'it tells how it is');
    await start({ settings, environment, lifecycle, log, readiness, metricsText });
    readiness.ready();
  } catch (error) {
    const lines = error instanceof EnvironmentError ? error.lines : [(error as Error).message];
    for (const line of lines) say(line);
    process.exitCode = error instanceof EnvironmentError ? 2 : 1;
    await lifecycle.stop();
    forget();
  }
}
