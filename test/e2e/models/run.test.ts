import { modelStages } from '@firefly/contracts/model';
import { runSummary } from '@firefly/pipeline/summary';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { idsOf, tasksOf } from '../bundle-of.ts';
import type { Ended } from '../command.ts';
import { recompute } from '../independent.ts';
import { EXAMPLE, installExample, type ScriptedPlace, scriptedPlace } from './scripted-run.ts';

const TASKS = 4;
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });
let one: ScriptedPlace;
let end: Ended;
const asked = ['--tasks', String(TASKS)];

beforeAll(async () => {
  await installExample();
  one = await scriptedPlace();
  end = await one.run(EXAMPLE, 'one', ...asked, '--concurrency', '4');
});
afterAll(() => one?.close());

test('a run with a model ends in a bundle that verifies', async () => {
  expect(end, end.err).toMatchObject({ code: 0 });
  const summary = runSummary.loose().parse(JSON.parse(end.out));
  expect(summary).toMatchObject({ accepted: TASKS, replayed: { failed: 0 } });
  expect(await one.place.run('verify', 'one')).toMatchObject({ code: 0, err: '' });
  expect(one.api.refused).toEqual([]);
});

test('whoever reads the format page recomputes the same', async () => {
  const { counts, mismatches } = await recompute(one.place.at('one'));
  expect(mismatches).toEqual([]);
  expect(counts).toMatchObject({ 'task id': TASKS });
});

test('each task was judged, solved with tools and not without', async () => {
  for (const { verdict, solve, engine } of await tasksOf(one.place.at('one'))) {
    expect(engine).toBe('anthropic');
    expect(verdict.judges).toHaveLength(1);
    expect(solve).toMatchObject({
      replay: true,
      rollouts: { n: 2, passed: 2, closed_book: { n: 1, passed: 0 } },
    });
  }
});

test('the manifest says what every stage asked, and how much of it came to nothing', async () => {
  const { models = [], ledger, yield: made } = await one.manifest('one');
  expect(models.map(({ stage }) => stage)).toEqual(modelStages);
  const requests = ledger?.rows.map((row) => row.requests) ?? [];
  expect(requests.reduce((sum, each) => sum + each, 0)).toBe(one.api.requests.length);
  // About half of what the model proposes breaks a rule, and is turned away with its reason.
  const { drafts } = runSummary.loose().parse(JSON.parse(end.out));
  const turnedAway = drafts.misfits.reduce((sum, { count }) => sum + count, 0);
  expect(turnedAway).toBeGreaterThanOrEqual(TASKS);
  expect(made?.accepted).toBe(TASKS);
});

test('the same seed gives the same tasks elsewhere, one thing at a time', async () => {
  const other = await scriptedPlace();
  try {
    const again = await other.run(EXAMPLE, 'two', ...asked, '--concurrency', '1');
    expect(again, again.err).toMatchObject({ code: 0 });
    expect(await idsOf(other.place.at('two'))).toEqual(await idsOf(one.place.at('one')));
  } finally {
    await other.close();
  }
});
