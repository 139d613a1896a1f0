import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { benchNames, loadBench } from './names.ts';

const main = (...args: string[]) =>
  promisify(execFile)(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args]);

test.each([[[]], [['no-such-bench']], [['queue', 'demo']]])(
  '%j: 2, and one line with the names of all',
  async (args) => {
    await expect(main(...args)).rejects.toMatchObject({
      code: 2,
      stdout: '',
      stderr: `bench: give the name of one bench: ${(await benchNames()).join(', ')}\n`,
    });
  },
);

test('every bench is a file that exports one', async () => {
  const names = await benchNames();
  expect(names).toEqual(expect.arrayContaining(['demo', 'queue']));
  for (const name of names) expect(await loadBench(name), name).toBeTypeOf('function');
});
