import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  rowsFor,
  sampleMeta,
  sampleTasks,
  tempFolder,
} from '@firefly/bundle/testing/sample-bundle';
import { writeBundle } from '@firefly/bundle/writer';
import { expect, test } from 'vitest';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

interface Started {
  readonly child: ChildProcessWithoutNullStreams;
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly exit: Promise<number | null>;
}

function start(
  args: readonly string[],
  nodeArgs: readonly string[] = [],
  variables: Record<string, string> = {},
): Started {
  const env = { ...process.env, ...variables };
  const child = spawn(process.execPath, [...nodeArgs, main, ...args], { env });
  let out = '';
  let err = '';
  child.stdout.on('data', (data) => (out += data));
  child.stderr.on('data', (data) => (err += data));
  const exit = once(child, 'close').then(([code]) => code as number | null);
  return { child, stdout: () => out, stderr: () => err, exit };
}

/** The address from the first line of output; fails with what the program said instead. */
async function listening(started: Started): Promise<string> {
  while (!started.stdout().includes('\n')) {
    const ended = await Promise.race([once(started.child.stdout, 'data'), started.exit]);
    if (typeof ended === 'number') throw new Error(started.stderr());
  }
  return JSON.parse(started.stdout()).listening;
}

async function bundleFolder() {
  const folder = await tempFolder();
  const dir = join(folder.path, 'bundle');
  await writeBundle(dir, rowsFor(sampleTasks), sampleMeta);
  return { ...folder, dir };
}

test.for(['SIGTERM', 'SIGINT'] as const)('serves until %s and ends cleanly', async (signal) => {
  await using folder = await bundleFolder();
  const started = start([folder.dir, '--port', '0']);
  try {
    const url = await listening(started);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await (await fetch(`${url}/healthz`)).json()).toMatchObject({ status: 'ok', tasks: 2 });
    started.child.kill(signal);
    expect(await started.exit).toBe(0);
    expect(started.stdout().trim().split('\n')).toHaveLength(1);
    expect(started.stderr()).toBe('');
  } finally {
    started.child.kill('SIGKILL');
  }
});

test('with --exit-with-parent it ends when standard input closes', async () => {
  await using folder = await bundleFolder();
  const started = start([folder.dir, '--exit-with-parent']);
  try {
    await listening(started);
    started.child.stdin.end();
    expect(await started.exit).toBe(0);
  } finally {
    started.child.kill('SIGKILL');
  }
});

test('HOST and PORT of the environment choose the address, and who may ask', async () => {
  await using folder = await bundleFolder();
  const started = start([folder.dir], [], { HOST: '0.0.0.0', PORT: '0' });
  try {
    const { port } = new URL(await listening(started));
    const asked = request({ port, path: '/healthz', headers: { host: 'simulator:8782' } }).end();
    expect((await once(asked, 'response'))[0].statusCode).toBe(200);
  } finally {
    started.child.kill('SIGKILL');
  }
});

test('one that a run started is not told by the environment of its parent', async () => {
  await using folder = await bundleFolder();
  const started = start([folder.dir, '--exit-with-parent'], [], { HOST: '0.0.0.0', PORT: 'x' });
  try {
    expect(await listening(started)).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  } finally {
    started.child.kill('SIGKILL');
  }
});

test('a wrong variable is said, with what to set', async () => {
  const started = start(['x'], [], { PORT: 'eighty' });
  expect(await started.exit).toBe(2);
  expect(started.stderr()).toMatch(/PORT: .*Set it to: a port number/);
});

test('it loads neither Prisma nor BullMQ', async () => {
  await using folder = await bundleFolder();
  const log = join(folder.path, 'loaded.txt');
  const hook = join(folder.path, 'hook.mjs');
  await writeFile(
    hook,
    `import { registerHooks } from 'node:module';
     import { appendFileSync } from 'node:fs';
     registerHooks({ load(url, context, next) {
       appendFileSync(${JSON.stringify(log)}, url + '\\n');
       return next(url, context);
     } });`,
  );
  const started = start([folder.dir, '--port', '0'], ['--import', new URL(`file://${hook}`).href]);
  try {
    const url = await listening(started);
    await fetch(`${url}/v1/sessions`, { method: 'POST', body: '{}' });
  } finally {
    started.child.kill('SIGTERM');
    await started.exit;
  }
  const loaded = await readFile(log, 'utf8');
  expect(loaded).toMatch(/node_modules\/fastify\//);
  expect(loaded).toMatch(/packages\/simulator\//);
  expect(loaded).not.toMatch(/prisma|bullmq|ioredis|node_modules\/pg|packages\/(db|queue)\//i);
});

test.for<[string, string[], number, RegExp]>([
  ['no folder', ['--port', '1'], 2, /name one bundle folder[\s\S]*usage:/],
  ['a bad port', ['x', '--port', '99999'], 2, /--port 99999/],
  ['an unknown option', ['x', '--prot', '1'], 2, /--prot/],
  ['a folder that is not there', ['/nowhere/at all'], 1, /manifest\.json: .*ENOENT/],
])('started wrongly, it says so: %s', async ([, args, code, message]) => {
  const started = start(args);
  expect(await started.exit).toBe(code);
  expect(started.stderr()).toMatch(message);
  expect(started.stdout()).toBe('');
});
