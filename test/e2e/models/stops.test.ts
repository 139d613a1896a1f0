import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { tasksOf } from '../bundle-of.ts';
import { installExample, type ScriptedPlace, scriptedPlace, someServers } from './scripted-run.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });
const asked = ['--tasks', '3', '--concurrency', '4'];
let scripted: ScriptedPlace;
let servers: string;
const run = (out: string, ...more: string[]) => scripted.run(servers, out, ...asked, ...more);

beforeAll(async () => {
  await installExample();
  const prices = JSON.stringify({
    ...{ asOf: '2026-11-01', source: 'made up for a test' },
    prices: [{ model: 'scripted', input: 100, cached: 100, written: 100, output: 100 }],
  });
  scripted = await scriptedPlace();
  await writeFile(scripted.place.at('prices.json'), prices);
  servers = await someServers(scripted.place, 'files', 'notes');
  expect(await run('calm')).toMatchObject({ code: 0 });
});
afterAll(() => scripted?.close());

test('a stricter rule turns tasks away, and each verdict says by which it was decided', async () => {
  const rule = { least: 4, mean: 4.6, quorum: 'all' };
  const decision = ['--decision', 'least=4,mean=4.6,quorum=all'];
  expect(await run('strict', ...decision)).toMatchObject({ code: 0 });
  const { yield: made } = await scripted.manifest('strict');
  expect(made?.passed_judges).toBeLessThan(made?.passed_checks ?? 0);
  const { yield: calm } = await scripted.manifest('calm');
  expect(calm?.passed_judges).toBe(calm?.passed_checks);
  const tasks = await tasksOf(scripted.place.at('strict'));
  expect(tasks.length).toBeGreaterThan(0);
  for (const { verdict } of tasks) expect(verdict.decision?.rule).toEqual(rule);
  expect(await scripted.place.run('verify', 'strict')).toMatchObject({ code: 0 });
});

/** Far more tasks than these budgets pay for: of one that takes 37,000 tokens, about four. */
const WANTED = 30;

test.each([
  ['tokens', ['--budget-tokens', '150000'], /budget of 150000 tokens/, 2],
  ['calls', ['--budget-calls', '90'], /budget of 90 calls/, 0],
  ['dollars', ['--budget-dollars', '15'], /budget of 15 dollars/, 2],
] as const)(
  'where the budget of %s is spent, what there is is exported: of tokens and dollars, tasks',
  async (what, budget, said, least) => {
    const more = { FIREFLY_PRICES: scripted.place.at('prices.json') };
    const wanted = ['--tasks', String(WANTED)];
    const args = scripted.args(servers, `short-of-${what}`, ...wanted, ...budget);
    expect(await scripted.place.under(more).run(...args)).toMatchObject({ code: 0 });
    const manifest = await scripted.manifest(`short-of-${what}`);
    expect(manifest.budget).toMatch(said);
    expect(await scripted.place.run('verify', `short-of-${what}`)).toMatchObject({ code: 0 });
    const tasks = await tasksOf(scripted.place.at(`short-of-${what}`));
    expect(tasks.length).toBeGreaterThanOrEqual(least);
    expect(tasks.length).toBeLessThan(WANTED);
  },
);
