import { writeFile } from 'node:fs/promises';
import type { Script } from '@firefly/llm/testing/scripted';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { tasksOf } from '../bundle-of.ts';
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

test('a key that is refused in the middle is told, and what there is is exported', async () => {
  blocked.add('judge');
  const end = await run('blocked');
  blocked.clear();
  expect(end, end.err).toMatchObject({ code: 0 });
  const { not_reproducible_because: reasons } = await scripted.manifest('blocked');
  expect(reasons.join()).toContain('is ANTHROPIC_API_KEY right?');
  expect(await scripted.place.run('verify', 'blocked')).toMatchObject({ code: 0 });
});

test.each([
  ['tokens', ['--budget-tokens', '130000'], /budget of 130000 tokens/],
  ['calls', ['--budget-calls', '90'], /budget of 90 calls/],
  ['dollars', ['--budget-dollars', '13'], /budget of 13 dollars/],
] as const)(
  'where the budget of %s is spent, what there is is exported',
  async (what, budget, said) => {
    const more = { FIREFLY_PRICES: scripted.place.at('prices.json') };
    const args = scripted.args(servers, `short-of-${what}`, '--tasks', '6', ...budget);
    expect(await scripted.place.under(more).run(...args)).toMatchObject({ code: 0 });
    const manifest = await scripted.manifest(`short-of-${what}`);
    expect(manifest.budget).toMatch(said);
    expect(await scripted.place.run('verify', `short-of-${what}`)).toMatchObject({ code: 0 });
    expect((await tasksOf(scripted.place.at(`short-of-${what}`))).length).toBeLessThan(6);
  },
);
