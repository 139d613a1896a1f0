import { writeFile } from 'node:fs/promises';
import type { Script } from '@firefly/llm/testing/scripted';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { idsOf, tasksOf } from '../bundle-of.ts';
import { brain } from './brain.ts';
import { askedBy } from './request.ts';
import { installExample, type ScriptedPlace, scriptedPlace, someServers } from './scripted-run.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });
const asked = ['--tasks', '3', '--concurrency', '4'];
/** The provider has blocked the key: no request of these stages is answered. */
const blocked = new Set<string>();
const guarded: Script = (request) =>
  blocked.has(askedBy(request)) ? { status: 401, message: 'invalid x-api-key' } : brain(request);
let scripted: ScriptedPlace;
let servers: string;
const run = (out: string, ...more: string[]) => scripted.run(servers, out, ...asked, ...more);

beforeAll(async () => {
  await installExample();
  const prices = JSON.stringify({
    ...{ asOf: '2026-11-01', source: 'made up for a test' },
    prices: [{ model: 'scripted', input: 100, cached: 100, written: 100, output: 100 }],
  });
  scripted = await scriptedPlace(guarded);
  await writeFile(scripted.place.at('prices.json'), prices);
  servers = await someServers(scripted.place, 'files', 'notes');
  expect(await run('calm')).toMatchObject({ code: 0 });
});
afterAll(() => scripted?.close());

test('a key that is refused in the middle is told, and the run waits for another', async () => {
  blocked.add('judge');
  const held = await run('blocked');
  blocked.clear();
  expect(held, held.err).toMatchObject({ code: 1 });
  expect(held.err).toContain('is ANTHROPIC_API_KEY right?');
  expect(held.err).toContain('The same command goes on from here.');
  const end = await run('blocked');
  expect(end, end.err).toMatchObject({ code: 0 });
  expect(end.err).toContain('is not finished: going on where it was');
  expect(await scripted.place.run('verify', 'blocked')).toMatchObject({ code: 0 });
  const ids = (out: string) => idsOf(scripted.place.at(out));
  expect(await ids('blocked')).toEqual(await ids('calm'));
});

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
