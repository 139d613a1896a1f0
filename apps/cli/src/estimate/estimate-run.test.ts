import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeProgram } from '../program.ts';
import { fakeTerminal } from '../testing/fake-terminal.ts';
import { UsageError } from '../usage-error.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firefly-estimate-'));
  const mcpServers = { harbour: { command: '/no/such/program' } };
  await writeFile(join(folder, 'mcp.json'), JSON.stringify({ mcpServers }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const estimate = (...more: string[]) => estimateUnder({}, ...more);

async function estimateUnder(environment: Readonly<Record<string, string>>, ...more: string[]) {
  const terminal = { ...fakeTerminal(folder), environment };
  const args = ['run', '--servers', 'mcp.json', '--estimate', ...more];
  const code = await makeProgram(terminal)(args);
  return { code, out: terminal.out.text(), err: terminal.err.text() };
}
const anthropic = ['--engine', 'anthropic', '--model', 'claude-sonnet-5-5'];

test('it says what a run would take, needs no key and leaves nothing behind', async () => {
  const { code, out, err } = await estimate(...anthropic, '--tasks', '10');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^About what 10 tasks from 1 server would take, each with 4 attempts/);
  expect(out).toMatch(/\n {2}write +claude-sonnet-5-5: \d+ requests, [\d,]+ tokens, \$\d/);
  expect(out).toMatch(/\n {2}in all +[\d,]+ tokens, \$[\d.]+, by prices of \d{4}-\d\d-\d\d\n/);
  expect(out).toMatch(/\n {2}each task +[\d,]+ tokens, \$[\d.]+; its rollouts /);
  expect(out).toContain('Nothing was asked or run.');
  expect(await readdir(folder)).toEqual(['mcp.json']);
});

test('a model without a price is said to have none', async () => {
  const { out } = await estimate('--engine', 'anthropic', '--model', 'own');
  expect(out).toContain('tokens, no price known\n');
  expect(out).toContain('No price known for own: ');
});

test("a sheet of prices of one's own counts", async () => {
  const file = join(folder, 'prices.json');
  const price = { model: 'own*', input: 1, cached: 1, written: 1, output: 1 };
  const sheet = { asOf: '2026-11-01', source: 'a contract', prices: [price] };
  await writeFile(file, JSON.stringify(sheet));
  const asked = ['--engine', 'anthropic', '--model', 'own-1', '--json'];
  const { out } = await estimateUnder({ FIREFLY_PRICES: file }, ...asked);
  const { ledger } = JSON.parse(out) as { ledger: Record<string, Record<string, number>> };
  const tokens = Object.values(ledger.usage ?? {}).reduce((sum, one) => sum + one, 0);
  expect(ledger).toMatchObject({ prices: '2026-11-01' });
  expect(Number(ledger.dollars)).toBeCloseTo(tokens / 1e6, 4);
  await rm(file);
});

test('a budget that it would not keep to is named', async () => {
  const { out } = await estimate(
    ...anthropic,
    '--budget-tokens',
    '1000',
    '--budget-dollars',
    '1e6',
  );
  expect(out).toContain('It would probably stop before, at its budget of 1,000 tokens.');
  expect(out.match(/stop before/g)).toHaveLength(1);
});

test('as JSON it has the rows', async () => {
  const { out } = await estimate(...anthropic, '--json');
  expect(JSON.parse(out)).toMatchObject({
    ...{ tasks: 20, servers: 1, unpriced: [] },
    ledger: { rows: expect.arrayContaining([expect.objectContaining({ stage: 'explore' })]) },
  });
});

test.each([
  [[], '--estimate goes with --engine anthropic: rules asks no model'],
  [[...anthropic, '--url', 'http://127.0.0.1:1'], '--estimate is for a run in this process'],
  [[...anthropic, '--servers', 'gone.json'], 'there is no such file'],
])('%j is refused', async (more, words) => {
  const refused = estimate(...more).then(
    ({ code, err }) => ({ code, err }),
    (error: unknown) => ({ code: error instanceof UsageError ? 2 : 1, err: String(error) }),
  );
  expect(await refused).toEqual({ code: 2, err: expect.stringContaining(words) });
});
