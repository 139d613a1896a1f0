import { startHealth } from '@firefly/service/health';
import { makeLifecycle } from '@firefly/service/lifecycle';
import { isLoopback, makeSimulator } from '@firefly/simulator/simulator';
import { type Options, readOptions, usage } from './options.ts';

const STOP_MS = 10_000;

// Exit codes: 0 stopped as asked, 1 failed, 2 started wrongly.
function fail(error: unknown, code: number, hint = ''): never {
  const text = error instanceof Error ? error.message : String(error);
  console.error(`simulator: ${text}${hint}`);
  process.exit(code);
}

async function serve({ dir, settings, port, exitWithParent }: Options): Promise<void> {
  const report = (problem: string) => console.error(`simulator: ${problem}`);
  const lifecycle = makeLifecycle({ deadlineMs: STOP_MS, report });
  // Heard from the start: a parent that goes while the bundle is read must not leave us behind.
  const stop = () => void lifecycle.stop().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  if (exitWithParent) process.stdin.once('close', stop).resume();
  const health = await startHealth(settings, lifecycle);
  const app = await makeSimulator(dir, isLoopback(settings.HOST) ? 'loopback' : 'any');
  lifecycle.onStop('requests', () => app.close());
  const listening = await app.listen({ port, host: settings.HOST });
  health.ready();
  process.stdout.write(`${JSON.stringify({ listening })}\n`);
}

function start(): Promise<void> {
  let options: Options;
  try {
    options = readOptions(process.argv.slice(2), process.env);
  } catch (error) {
    fail(error, 2, `\n${usage}`);
  }
  return serve(options).catch((error: unknown) => fail(error, 1));
}

await start();
