import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleFolder } from '@firefly/simulator/testing/bundle-folder';
import { boats } from '@firefly/simulator/testing/mcp-samples';
import { ask, open } from '@firefly/simulator/testing/running';
import { stdioContract } from '@firefly/simulator/testing/stdio-contract';
import { expect, test } from 'vitest';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

stdioContract((dir, taskId) => [main, 'simulate', dir, '--stdio', '--task', taskId]);

/** Writes down what is loaded. */
const hookOf = (log: string): string =>
  `import { registerHooks } from 'node:module';
   import { appendFileSync } from 'node:fs';
   registerHooks({ load(url, context, next) {
     appendFileSync(${JSON.stringify(log)}, url + '\\n');
     return next(url, context);
   } });`;

test('over HTTP it answers until a signal, and loads neither Prisma nor BullMQ', async () => {
  await using folder = await bundleFolder([boats]);
  const [log, hook] = [join(folder.path, 'loaded.txt'), join(folder.path, 'hook.mjs')];
  await writeFile(hook, hookOf(log));
  const args = ['--import', new URL(`file://${hook}`).href, main, 'simulate', folder.dir];
  const child = spawn(process.execPath, [...args, '--port', '0', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line] = await once(child.stdout, 'data');
    const { listening } = JSON.parse(line);
    const token = await open(listening, boats.id);
    expect((await ask(`${listening}/v1/sessions/${token}`, 'GET')).status).toBe(200);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([143, null]);
  } finally {
    child.kill('SIGKILL');
  }
  const loaded = await readFile(log, 'utf8');
  expect(loaded).toMatch(/packages\/simulator\//);
  // What an address of Redis may look like is part of the environment that all commands know.
  const rest = loaded.replace('packages/queue/src/backends/redis-address.ts', '');
  expect(rest).not.toMatch(/prisma|bullmq|ioredis|node_modules\/pg|packages\/(db|queue)\//i);
});

test.for<[string, string[], RegExp]>([
  ['no bundle', ['/nowhere'], /\/nowhere is not a bundle/],
  ['a bad port', ['BUNDLE', '--port', 'x'], /--port x is no port/],
  ['a task without --stdio', ['BUNDLE', '--task', 'x'], /--stdio and --task <id> go together/],
  ['--stdio without a task', ['BUNDLE', '--stdio'], /--stdio and --task <id> go together/],
  ['a log that is no file', ['BUNDLE', '--log', '/'], /--log \/ cannot be written to: /],
  ['a bundle that is cut off', ['CUT'], /recordings\.jsonl has \d+ bytes, manifest\.json says/],
  ['--stdio on a port', ['BUNDLE', '--stdio', '--task', 'x', '--port', '1'], /leave out --port/],
])('wrong usage is one line: %s', async ([, given, message]) => {
  await using folder = await bundleFolder([boats]);
  const args = given.map((word) => (/^(BUNDLE|CUT)$/.test(word) ? folder.dir : word));
  if (given[0] === 'CUT') await truncate(join(folder.dir, 'recordings.jsonl'), 100);
  const child = spawn(process.execPath, [main, 'simulate', ...args]);
  let err = '';
  child.stderr.on('data', (data) => (err += data));
  const [code] = await once(child, 'close');
  expect(code).toBe(2);
  expect(err).toMatch(message);
  expect(err.trim().split('\n')).toHaveLength(1);
});
