import { resolve } from 'node:path';
import { makeLifecycle } from '@firefly/service/lifecycle';
import { onSignals } from '@firefly/service/signals';
import { portOf, serveOverHttp, usualPlace } from '@firefly/simulator/serving/over-http';
import { NoSuchTask, serveOverStdio } from '@firefly/simulator/serving/over-stdio';
import { mustHoldBundle } from './bundle-folder.ts';
import { lineTo } from './printable.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const STOP_MS = 10_000;

export interface SimulateOptions {
  readonly port?: string;
  readonly host?: string;
  readonly stdio: boolean;
  readonly task?: string;
  readonly log?: string;
  readonly json: boolean;
}

function placeOf({ host = usualPlace.host, port }: SimulateOptions) {
  try {
    return { host, port: port === undefined ? usualPlace.port : portOf(port) };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** Throws a `UsageError` where options contradict each other. */
function checkOptions({ stdio, task, port, host, log }: SimulateOptions): void {
  if (stdio !== (task !== undefined))
    throw new UsageError('--stdio and --task <id> go together: what is served so is one task');
  if (stdio && (port ?? host ?? log) !== undefined)
    throw new UsageError('--stdio listens nowhere: leave out --port, --host and --log');
}

/** A bundle as a simulator, until a signal stops it; on the standard streams, until they end. */
export async function simulate(
  { cwd, telemetry, out, err }: Terminal,
  folder: string,
  options: SimulateOptions,
): Promise<void> {
  checkOptions(options);
  const place = placeOf(options);
  const dir = resolve(cwd, folder);
  await mustHoldBundle(dir);
  const complain = lineTo(err);
  const report = (problem: string): void => complain(`firefly: ${problem}`);
  const onError = (error: unknown): void =>
    report(`a request failed: ${error instanceof Error ? error.message : error}`);
  if (options.task !== undefined)
    return serveOverStdio(dir, options.task, onError).catch((error: unknown) => {
      throw error instanceof NoSuchTask ? new UsageError(error.message) : error;
    });
  const log = options.log === undefined ? undefined : resolve(cwd, options.log);
  const lifecycle = makeLifecycle({ deadlineMs: STOP_MS, report });
  lifecycle.onStop('telemetry', () => telemetry.stop());
  const forget = onSignals(lifecycle);
  try {
    const address = await serveOverHttp(dir, place, { lifecycle, onError, log });
    const say = lineTo(out);
    if (options.json) say(JSON.stringify({ listening: address }));
    else say(`The simulator of ${folder} listens on ${address}, for MCP on /mcp. Ctrl-C stops it.`);
  } catch (error) {
    await lifecycle.stop();
    forget();
    throw error;
  }
  // From here on a signal ends it.
  await new Promise<never>(() => {});
}
