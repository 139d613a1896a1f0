import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EnvironmentError } from '@firefly/service/environment';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepareRun } from './prepare-run.ts';
import { parseRunOptions } from './run-options.ts';
import { fakeTerminal } from './testing/fake-terminal.ts';
import { UsageError } from './usage-error.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firefly-prepare-'));
  const mcpServers = { harbour: { command: '/no/such/program' } };
  await writeFile(join(folder, 'mcp.json'), JSON.stringify({ mcpServers }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const rules = {
  ...{ servers: 'mcp.json', out: 'bundle', tasks: '1', seed: '7', concurrency: '1' },
  ...{ engine: 'rules', fresh: false, json: false },
};
const anthropic = { ...rules, engine: 'anthropic', model: 'own' };
const prepare = (given: object, environment: Readonly<Record<string, string>>) =>
  prepareRun(parseRunOptions(given, folder), { ...fakeTerminal(folder), environment });
const key = { ANTHROPIC_API_KEY: 'sk-ant-test' };

test.each([
  [anthropic, {}, UsageError, /^--engine anthropic asks a model: set ANTHROPIC_API_KEY/],
  [anthropic, { ANTHROPIC_API_KEY: 'no key' }, EnvironmentError, /set ANTHROPIC_API_KEY/],
  [anthropic, { ANTHROPIC_BASE_URL: 'http://h/v1' }, EnvironmentError, /ends in \/v1/],
  [{ ...anthropic, budgetDollars: '5' }, key, UsageError, /no price is known for own: name one in/],
  [{ ...anthropic, budgetExploration: 'dollars=1' }, key, UsageError, /no price is known for own/],
] as const)('%j under %j is told before anything is opened', async (given, env, kind, words) => {
  const error = await prepare(given, env).then(expect.unreachable as never, (thrown) => thrown);
  expect(error).toBeInstanceOf(kind);
  expect(error.message).toMatch(words);
  expect(await readdir(folder)).toEqual(['mcp.json']);
});

test('a budget of dollars is fine for a model with a price', async () => {
  const given = { ...anthropic, model: 'claude-sonnet-5-5', budgetDollars: '5' };
  expect((await prepare(given, key)).models).toBeDefined();
});

test('who asks no model need not mind what others keep in the environment', async () => {
  const foreign = { ANTHROPIC_API_KEY: 'no key', ANTHROPIC_BASE_URL: 'http://h/v1' };
  expect((await prepare({ ...rules, budgetDollars: '5' }, foreign)).models).toBeUndefined();
});
