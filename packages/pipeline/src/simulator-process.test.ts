import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FailureError } from '@firefly/contracts/failure';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeStartSimulator } from './simulator-process.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firefly-simulator-process-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A program in place of the simulator: it writes its pid into the folder it is given. */
async function program(name: string, does: string): Promise<string> {
  const entry = join(folder, `${name}.mjs`);
  const first = `import { writeFileSync } from 'node:fs';\nwriteFileSync(process.argv[2] + '/${name}.pid', String(process.pid));\n`;
  await writeFile(entry, first + does);
  return entry;
}

const isGone = async (name: string): Promise<boolean> => {
  const pid = Number(await readFile(join(folder, `${name}.pid`), 'utf8'));
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};

const STAYS = 'setInterval(() => {}, 1000);\n';

test('one that ends at once is a transient failure with its last words', async () => {
  const entry = await program('ends', `console.error('no such bundle'); process.exit(3);`);
  const failing = makeStartSimulator(entry)(folder);
  await expect(failing).rejects.toThrow(/ended before it listened: no such bundle/);
  await failing.catch((error: unknown) => {
    expect(error).toBeInstanceOf(FailureError);
    expect((error as FailureError).failure.kind).toBe('transient');
  });
  expect(await isGone('ends')).toBe(true);
});

test.each([
  ['prose', `console.log('ready at last');\n${STAYS}`],
  ['address', `console.log(JSON.stringify({ listening: 'nowhere' }));\n${STAYS}`],
])(
  'one that announces %s is stopped, and the failure says that it did not start',
  async (name, does) => {
    const entry = await program(name, does);
    await expect(makeStartSimulator(entry)(folder)).rejects.toThrow(/simulator did not start/);
    expect(await isGone(name)).toBe(true);
  },
);

test('one that listens gives its address, and stop ends it', async () => {
  const line = JSON.stringify({ listening: 'http://127.0.0.1:9/' });
  const entry = await program('listens', `console.log('${line}');\n${STAYS}`);
  const simulator = await makeStartSimulator(entry)(folder);
  expect(simulator.url).toBe('http://127.0.0.1:9/');
  expect(await isGone('listens')).toBe(false);
  await simulator.stop();
  expect(await isGone('listens')).toBe(true);
  await simulator.stop();
});

test('a program that is not there', async () => {
  const failing = makeStartSimulator(join(folder, 'absent.mjs'))(folder);
  await expect(failing).rejects.toThrow(/ended before it listened: [\s\S]*absent\.mjs/);
});
