import { runSummary } from '@firefly/pipeline/summary';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { idsOf } from '../bundle-of.ts';
import { brain } from './brain.ts';
import { moments, passing, refusal, type Troubled, troubled } from './faults.ts';
import { installExample, type ScriptedPlace, scriptedPlace, someServers } from './scripted-run.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });
const asked = ['--tasks', '3', '--concurrency', '4'];
const stages = ['qualify', 'link', 'explore', 'write', 'judge', 'closed', 'solve'];
let calm: ScriptedPlace;
let ids: string[];

beforeAll(async () => {
  await installExample();
  calm = await scriptedPlace();
  const end = await calm.run(await someServers(calm.place, 'files', 'notes'), 'one', ...asked);
  expect(end, end.err).toMatchObject({ code: 0 });
  ids = await idsOf(calm.place.at('one'));
});
afterAll(() => calm?.close());

/** A run to which these things happen, and what came of it. */
async function underTrouble<T>(
  trouble: Troubled,
  look: (troubled: ScriptedPlace, out: string) => Promise<T>,
): Promise<T> {
  const place = await scriptedPlace(trouble.reply);
  try {
    const servers = await someServers(place.place, 'files', 'notes');
    const end = await place.run(servers, 'one', ...asked);
    expect(end, end.err).toMatchObject({ code: 0 });
    expect(await place.place.run('verify', 'one')).toMatchObject({ code: 0, err: '' });
    return await look(place, end.out);
  } finally {
    await place.close();
  }
}

test('what passes changes nothing, in whichever stage it happens', async () => {
  const trouble = troubled(brain, passing);
  await underTrouble(trouble, async ({ place, manifest }) => {
    for (const stage of stages)
      expect(
        trouble.happened.filter((what) => what.startsWith(stage)).length,
        stage,
      ).toBeGreaterThan(0);
    for (const name of Object.keys(passing)) expect(trouble.happened.join('\n')).toContain(name);
    expect(await idsOf(place.at('one'))).toEqual(ids);
    const { not_reproducible_because: reasons } = await calm.manifest('one');
    expect((await manifest('one')).not_reproducible_because).toEqual(reasons);
  });
});

test('a bad moment of the model is asked about once more', async () => {
  const trouble = troubled(brain, moments, 2);
  await underTrouble(trouble, async (_, out) => {
    for (const stage of ['explore', 'write', 'judge'])
      for (const name of Object.keys(moments))
        expect(trouble.happened).toContain(`${stage}: ${name}`);
    expect(JSON.parse(out).accepted).toBeGreaterThanOrEqual(2);
  });
});

test('a refusal is a result: it is told, and the run goes on', async () => {
  const trouble = troubled(brain, { refusal }, 4);
  await underTrouble(trouble, async (_, out) => {
    const summary = runSummary.loose().parse(JSON.parse(out));
    expect(JSON.stringify([summary.explorations, summary.drafts])).toContain('refused');
    expect(summary.accepted).toBeGreaterThan(0);
  });
});
