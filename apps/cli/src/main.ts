#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { version } from '@firefly/host/version';
import { EnvironmentError } from '@firefly/service/environment';
import { startTelemetry } from '@firefly/telemetry/start';
import { lineTo } from './printable.ts';
import { makeProgram } from './program.ts';
import { UsageError } from './usage-error.ts';

// A heap may double before it is collected, not grow fourfold: a laptop has other things to hold.
setFlagsFromString('--heap-growing-percent=100');

// `firefly tasks show | head`: whoever reads may go before we are done, and then nothing is wrong.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

const say = lineTo(process.stderr);
// Before the database, the queue and the servers are loaded.
const args = process.argv.slice(2);
// Nobody comes to ask a command for its metrics, but a service is asked.
const service = { name: 'firefly', version, scraped: args[0] === 'serve' };
const telemetry = await startTelemetry(process.env, service, (message) =>
  say(`firefly: ${message}`),
);

/** Bad input: one line and exit code 2. A run or a bundle that is not as it should be: 1. */
try {
  process.exitCode = await makeProgram({
    environment: process.env,
    cwd: process.cwd(),
    telemetry,
    out: process.stdout,
    err: process.stderr,
  })(args);
} catch (error) {
  const usage = error instanceof UsageError || error instanceof EnvironmentError;
  if (error instanceof EnvironmentError) for (const line of error.lines) say(`firefly: ${line}`);
  else say(`firefly: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = usage ? 2 : 1;
} finally {
  await telemetry.stop();
}
