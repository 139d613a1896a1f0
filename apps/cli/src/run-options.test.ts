import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRunOptions } from './run-options.ts';
import { UsageError } from './usage-error.ts';

const good = {
  servers: 'mcp.json',
  tasks: '20',
  out: 'datasets/run',
  seed: '7',
  concurrency: '4',
  engine: 'rules',
  fresh: false,
  json: true,
};

test('numbers are read and paths are made absolute from the working folder', () => {
  expect(parseRunOptions({ ...good, out: '/data/out' }, '/project')).toEqual({
    servers: '/project/mcp.json',
    tasks: 20,
    out: '/data/out',
    seed: 7,
    concurrency: 4,
    engine: 'rules',
    fresh: false,
    json: true,
  });
});

test.each([
  ['tasks', '0', 'must be from 1 to 10000'],
  ['tasks', '10001', 'must be from 1 to 10000'],
  ['tasks', '1.5', 'must be a whole number'],
  ['tasks', '', 'must be a whole number'],
  ['seed', '-1', 'must be a whole number'],
  ['seed', '2147483648', 'must be from 0 to 2147483647'],
  ['concurrency', '33', 'must be from 1 to 32'],
  ['engine', 'llm', 'is not known: it is one of rules, anthropic'],
  ['servers', '', 'must name a file'],
  ['out', '', 'must name a folder'],
])('--%s %j is refused by name', (name, value, reason) => {
  const parse = () => parseRunOptions({ ...good, [name]: value }, '/project');
  expect(parse).toThrow(UsageError);
  expect(parse).toThrow(`--${name} ${JSON.stringify(value)} ${reason}`);
});

test('a seed is taken exactly if it is a whole number in range', () => {
  fc.assert(
    fc.property(fc.oneof(fc.nat().map(String), fc.string()), (seed) => {
      const parse = () => parseRunOptions({ ...good, seed }, '/project').seed;
      if (/^\d+$/.test(seed) && Number(seed) < 2 ** 31) expect(parse()).toBe(Number(seed));
      else expect(parse).toThrow('--seed');
    }),
  );
});
