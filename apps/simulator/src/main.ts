import { isLoopback, makeSimulator } from '@firefly/simulator/simulator';
import { type Options, readOptions, usage } from './options.ts';

// Exit codes: 0 stopped as asked, 1 failed, 2 started wrongly.
function fail(error: unknown, code: number, hint = ''): never {
  const text = error instanceof Error ? error.message : String(error);
  console.error(`simulator: ${text}${hint}`);
  process.exit(code);
}

async function serve({ dir, host, port, exitWithParent }: Options): Promise<void> {
  let close = async () => {};
  // Heard from the start: a parent that goes while the bundle is read must not leave us behind.
  const stop = () => {
    close().then(
      () => process.exit(0),
      (error) => fail(error, 1),
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  if (exitWithParent) process.stdin.once('close', stop).resume();
  const app = await makeSimulator(dir, isLoopback(host) ? 'loopback' : 'any');
  close = () => app.close();
  const listening = await app.listen({ port, host });
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
