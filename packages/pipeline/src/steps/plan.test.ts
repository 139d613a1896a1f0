import type { NewJob } from '@firefly/contracts/queues';
import { useRun } from '@firefly/db/testing/run';
import { aTaskDraft } from '@firefly/testing/builders/task';
import { expect, test } from 'vitest';
import { aListedRun } from '../testing/seeding.ts';
import { makePlan } from './plan.ts';

const { database } = useRun();

/** A run of one wave that was scored while it still looked on; what is good was kept back. */
async function aScoredRun(runId: string, good: number): Promise<void> {
  const db = database();
  await aListedRun(db, runId, ['shops']);
  await db.waves.create(runId, 0, { walked: [], final: false });
  const drafts = Array.from({ length: good }, (_, at) => ({
    ...{ taskId: `${runId}-${at}`, frame: 'lookup' },
    draft: aTaskDraft({ prompt: `question ${at}` }),
  }));
  await db.candidates.saveDrafts(runId, 0, 0, drafts);
  const passed = { passed: true, evidence: '' };
  for (const at of drafts.keys()) {
    await db.candidates.saveChecks(runId, 0, 0, at, [{ name: 'evaluated', ...passed }]);
    await db.candidates.saveReplay(runId, 0, 0, at, passed);
  }
  await db.waves.scored(runId, 0, []);
}

async function planned(runId: string): Promise<readonly NewJob[]> {
  const queued: NewJob[] = [];
  const enqueue = async (_: string, jobs: readonly NewJob[]) => void queued.push(...jobs);
  await makePlan({ db: database(), models: null, enqueue })({ runId, turn: 't' }, {
    signal: new AbortController().signal,
  } as never);
  return queued;
}

test('a run whose budget runs out after a wave takes what is good and was kept back', async () => {
  const db = database();
  await aScoredRun('short', 2);
  await db.serviceRuns.stopExploring('short', 'its budget of 1 minute is spent');
  expect(await planned('short')).toEqual([
    { queue: 'probe', payload: { runId: 'short', wave: 1 } },
  ]);
  expect(await db.waves.get('short', 1)).toMatchObject({
    ...{ status: 'open', snapshot: { walked: [], final: true } },
  });
  expect(await db.explorations.list('short', 1)).toEqual([]);
  await db.probes.done('short', 1);
  expect(await planned('short')).toEqual([
    { queue: 'score', payload: { runId: 'short', wave: 1 } },
  ]);
  await db.waves.scored('short', 1, []);
  expect(await planned('short')).toEqual([{ queue: 'export', payload: { runId: 'short' } }]);
});

test('where nothing was kept back it comes to its end', async () => {
  await aScoredRun('empty', 0);
  await database().serviceRuns.stopExploring('empty', 'its budget of 1 minute is spent');
  expect(await planned('empty')).toEqual([{ queue: 'export', payload: { runId: 'empty' } }]);
});
