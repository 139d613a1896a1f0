import { resolve } from 'node:path';
import { BundleError } from '@firefly/bundle/tables';
import { makeLifecycle } from '@firefly/service/lifecycle';
import { onSignals } from '@firefly/service/signals';
import type { RecordMode } from '@firefly/simulator/recording/recorder';
import { portOf, serveOverHttp, usualPlace } from '@firefly/simulator/serving/over-http';
import { NoSuchTask, serveOverStdio } from '@firefly/simulator/serving/over-stdio';
import { CannotLog } from '@firefly/simulator/sessions/session-log';
import { mustHoldBundle } from './bundle-folder.ts';
import { joinRecorded } from './join-recorded.ts';
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
  readonly record: 'none' | RecordMode;
  readonly servers?: string;
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
function checkOptions({ stdio, task, port, host, ...more }: SimulateOptions): void {
  if (stdio !== (task !== undefined))
    throw new UsageError('--stdio and --task <id> go together: what is served so is one task');
  if (stdio && (port ?? host) !== undefined)
    throw new UsageError('--stdio listens nowhere: leave out --port and --host');
  if ((more.record !== 'none') !== (more.servers !== undefined))
    throw new UsageError(
      '--record once or new, and --servers <file> go together: who is to be asked',
    );
  if (stdio && more.record !== 'none')
    throw new UsageError('--stdio records nothing: leave out --record');
}

/** What a person gave and can give otherwise: a bundle, or a file of a log. */
function usage(error: unknown, { log }: SimulateOptions): unknown {
  if (error instanceof BundleError || error instanceof NoSuchTask)
    return new UsageError(error.message);
  if (error instanceof CannotLog)
    return new UsageError(`--log ${log} cannot be written to: ${error.message}`);
  return error;
}

/** A bundle as a simulator, until a signal stops it; on the standard streams, until they end. */
export async function simulate(
  terminal: Terminal,
  folder: string,
  options: SimulateOptions,
): Promise<void> {
  checkOptions(options);
  try {
    await serve(terminal, folder, options);
  } catch (error) {
    throw usage(error, options);
  }
}

async function serve(
  { cwd, environment, telemetry, out, err }: Terminal,
  folder: string,
  options: SimulateOptions,
): Promise<void> {
  const place = placeOf(options);
  const dir = resolve(cwd, folder);
  await mustHoldBundle(dir);
  const complain = lineTo(err);
  await joinRecorded(dir, complain);
  const report = (problem: string): void => complain(`firefly: ${problem}`);
  const onError = (error: unknown): void =>
    report(`a request failed: ${error instanceof Error ? error.message : error}`);
  const log = options.log === undefined ? undefined : resolve(cwd, options.log);
  if (options.task !== undefined) return serveOverStdio(dir, options.task, { onError, log });
  const lifecycle = makeLifecycle({ deadlineMs: STOP_MS, report });
  lifecycle.onStop('telemetry', () => telemetry.stop());
  const forget = onSignals(lifecycle);
  try {
    const { record: mode, servers } = options;
    const recorder =
      mode === 'none' || servers === undefined
        ? undefined
        : await (await import('./record-live.ts')).recordLive(
            { environment, cwd },
            { mode, servers, dir, onError, say: complain },
            lifecycle,
          );
    const address = await serveOverHttp(dir, place, { lifecycle, onError, log, recorder });
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
