import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { tailOf } from './tail.ts';

async function tail(...chunks: string[]): Promise<string[]> {
  const stream = new PassThrough();
  const words = tailOf(stream);
  for (const chunk of chunks) stream.write(chunk);
  stream.end();
  while (!stream.readableEnded) await setImmediate();
  return words().split('\n');
}
const stack = Array.from({ length: 20 }, (_, n) => `    at place ${n}`);

test('the error above a long stack trace is kept, and the end', async () => {
  const lines = ['starting', '  throw new Error("x")', 'TypeError: no such port', ...stack, ''];
  expect(await tail(lines.join('\n'))).toEqual(['TypeError: no such port', ...stack.slice(-8)]);
  for (const error of ['npm error 404 Not Found', "Error: Cannot find module 'x'", 'KeyError: 1'])
    expect((await tail([error, ...stack].join('\n')))[0]).toBe(error);
});

test('an error among the last lines is not told twice, and the first counts', async () => {
  expect(await tail('Error: one\nError: two\n')).toEqual(['Error: one', 'Error: two']);
  expect((await tail(['Error: one', 'Error: two', ...stack].join('\n')))[0]).toBe('Error: one');
  expect(await tail('ErrorHandler is ready\n', stack.join('\n'))).toEqual(stack.slice(-8));
});

test('lines are put together from pieces, and a long one keeps its beginning', async () => {
  expect(await tail('a', 'b\n', '\u001b[31mc', '  \r\n', 'd')).toEqual(['ab', 'c', 'd']);
  const [long = '', last] = await tail(`begin${'x'.repeat(9_000)}`, 'y'.repeat(9_000), '\nend');
  expect([long.length, long.slice(0, 6), last]).toEqual([4_000, 'beginx', 'end']);
});
