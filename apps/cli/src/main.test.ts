import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { sampleFolder } from './testing/sample-folder.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

async function firefly(
  args: readonly string[],
  { env = {}, deaf = false }: { env?: Record<string, string>; deaf?: boolean } = {},
) {
  const child = spawn(process.execPath, [main, ...args], { env: { ...process.env, ...env } });
  let out = '';
  let err = '';
  child.stderr.on('data', (data) => (err += data));
  if (deaf) child.stdout.destroy();
  else child.stdout.on('data', (data) => (out += data));
  const [code] = await once(child, 'close');
  return { code, out, err };
}

test('wrong usage ends with 2 and one line', async () => {
  const { code, out, err } = await firefly(['bogus']);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toBe("firefly: unknown command 'bogus' (see firefly --help)\n");
});

test('a message cannot command the terminal', async () => {
  const { code, err } = await firefly(['verify', '\u001b[2J']);
  expect(code).toBe(2);
  expect(err).toMatch(/^firefly: [^\n]*\\u001b\[2J is not a bundle[^\n]*\n$/);
});

test('a reader that goes early is no error', async () => {
  await using folder = await sampleFolder();
  const { code, err } = await firefly(['tasks', 'show', '--json', '--dataset', folder.bundle], {
    deaf: true,
  });
  expect({ code, err }).toEqual({ code: 0, err: '' });
});
