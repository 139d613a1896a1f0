import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';

/** A process whose last stop step ends at once, or never. */
const program = (step: string) => `
import { makeLifecycle } from '${import.meta.resolve('./lifecycle.ts')}';
import { onSignals } from '${import.meta.resolve('./signals.ts')}';
const lifecycle = makeLifecycle({ deadlineMs: 30_000, report: console.log });
lifecycle.onStop('first', () => console.log('first stopped'));
lifecycle.onStop('second', () => { console.log('stopping'); return ${step}; });
onSignals(lifecycle);
setInterval(() => {}, 1000);
console.log('ready');
`;

let child: ChildProcess | undefined;
afterEach(async () => {
  if (child?.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});

async function run(step: string) {
  const spawned = spawn(process.execPath, ['--input-type=module', '-e', program(step)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child = spawned;
  const lines: string[] = [];
  const reader = createInterface({ input: spawned.stdout });
  reader.on('line', (line) => lines.push(line));
  const exited = Promise.all([once(spawned, 'exit'), once(reader, 'close')]).then(
    ([[code]]) => code as number | null,
  );
  while (!lines.includes('ready')) await once(reader, 'line');
  return { child: spawned, reader, lines, exited };
}

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s runs every step and ends with %i', async (signal, code) => {
  const process = await run('undefined');
  process.child.kill(signal);
  expect(await process.exited).toBe(code);
  expect(process.lines).toEqual(['ready', 'stopping', 'first stopped']);
});

test('a press that arrives twice still stops in order', async () => {
  const process = await run('new Promise((resolve) => setTimeout(resolve, 100))');
  process.child.kill('SIGINT');
  while (!process.lines.includes('stopping')) await once(process.reader, 'line');
  process.child.kill('SIGINT');
  expect(await process.exited).toBe(130);
  expect(process.lines).toContain('first stopped');
});

test('a second Ctrl-C ends a stop that hangs, with 130', async () => {
  const process = await run('new Promise(() => {})');
  process.child.kill('SIGINT');
  while (!process.lines.includes('stopping')) await once(process.reader, 'line');
  const press = setInterval(() => process.child.kill('SIGINT'), 20);
  expect(await process.exited.finally(() => clearInterval(press))).toBe(130);
  expect(process.lines).toEqual(['ready', 'stopping']);
});
