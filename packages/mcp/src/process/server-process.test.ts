import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fixtureServers } from '@firefly/testing/servers/paths';
import { expect, test } from 'vitest';
import { runs } from '../testing/harness.ts';
import { startProcess } from './server-process.ts';

const launch = (args: readonly string[], env: Record<string, string> = {}) => ({
  command: process.execPath,
  args,
  env: { PATH: process.env.PATH ?? '', ...env },
  cwd: tmpdir(),
  graceMs: 200,
});

/** A program that starts the stubborn server, says its process id, and waits to be killed. */
const parent = (server: string): string => `
  import { startProcess } from ${JSON.stringify(path.join(import.meta.dirname, 'server-process.ts'))};
  const started = await startProcess(${JSON.stringify(launch([server]))});
  started.stdout.once('data', () => console.log(started.pid));
  started.stdin.write('{"jsonrpc":"2.0","id":1,"method":"ping"}\\n');
`;

test('no server outlives a parent that is killed', async () => {
  const script = parent(fixtureServers.stubborn);
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout, 'data');
  const pid = Number(String(line));
  expect(runs(pid)).toBe(true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  await expect.poll(() => runs(pid), { timeout: 10_000 }).toBe(false);
});

test.skipIf(process.platform === 'win32')(
  'a Ctrl-C in the terminal of its parent does not end a watchdog that only starts',
  async () => {
    const start = 'const started = await startProcess';
    const script = parent(fixtureServers.stubborn).replace(
      start,
      `process.on('SIGINT', () => {}); setTimeout(() => process.kill(0, 'SIGINT'), 5);${start}`,
    );
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      // A group of its own, as a shell gives to each command.
      detached: true,
    });
    const [line] = await once(child.stdout, 'data');
    expect(runs(Number(String(line)))).toBe(true);
    child.kill('SIGKILL');
    await expect.poll(() => runs(Number(String(line))), { timeout: 10_000 }).toBe(false);
  },
);

/** The parent of a process, from Linux's /proc: pid, (name), state, parent. */
const parentOf = (pid: number): number =>
  Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]);

test.skipIf(process.platform !== 'linux')('no server outlives its watchdog', async () => {
  const server = await startProcess(launch([fixtureServers.stubborn]));
  const watchdog = parentOf(server.pid);
  process.kill(watchdog, 'SIGKILL');
  expect(await server.ended).toBe('ended together with its watchdog');
  await expect.poll(() => runs(server.pid), { timeout: 5_000 }).toBe(false);
});

test('a server that leaves when its input ends is not signalled', async () => {
  const leave = 'process.on("SIGTERM", () => process.exit(9)); process.stdin.resume()';
  const server = await startProcess(launch(['-e', leave]));
  await server.stop();
  expect(await server.ended).toBe('exited with code 0');
  await server.stop();
});

test('children that a server leaves behind are ended with it', async () => {
  const script = `
    const { pid } = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 60000)'], { stdio: 'ignore' });
    console.log(pid);
    setImmediate(() => process.exit(0));`;
  const server = await startProcess(launch(['-e', script]));
  const [line] = await once(server.stdout, 'data');
  expect(await server.ended).toBe('exited with code 0');
  await expect.poll(() => runs(Number(String(line))), { timeout: 5_000 }).toBe(false);
});

test('the server gets exactly its environment, and its last words are kept and bounded', async () => {
  const talk =
    'for (let i = 0; i < 5000; i++) console.error("\\u001b[31mline " + i); console.log(JSON.stringify(process.env))';
  const server = await startProcess(launch(['-e', talk], { ONLY: 'this' }));
  let out = '';
  server.stdout.on('data', (chunk) => {
    out += chunk;
  });
  await server.ended;
  expect(Object.keys(JSON.parse(out)).sort()).toEqual(['ONLY', 'PATH']);
  const words = server.lastWords().split('\n');
  expect(words).toHaveLength(8);
  expect(words.at(-1)).toBe('line 4999');
});
