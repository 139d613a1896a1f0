import { modelSpec, oneModel } from '@firefly/contracts/model-spec';
import type { Payload, RunQueueKey } from '@firefly/contracts/queues';
import { useRun } from '@firefly/db/testing/run';
import type { Json } from '@firefly/domain/json';
import { aTaskDraft } from '@firefly/testing/builders/task';
import { expect, test } from 'vitest';
import { successors } from './successors.ts';
import { aSpec } from './testing/seeding.ts';

const { database, runId } = useRun();

/** What follows a finished step, as queue names with the index of the exploration. */
async function after<K extends RunQueueKey>(key: K, payload: Payload<K>): Promise<string[]> {
  const jobs = await successors[key](payload, database());
  for (const job of jobs) expect(job.payload).toMatchObject({ runId: runId() });
  return jobs.map(({ queue, payload }) =>
    [queue, ...('index' in payload ? [payload.index] : [])].join(' '),
  );
}
const planWave = (count: number) =>
  database().explorations.createMany(
    runId(),
    0,
    Array.from({ length: count }, (_, index) => ({
      kind: 'trial',
      calls: [{ tool: `maps/find_${index}`, arguments: {} }],
    })),
  );

test('the graph waits for the last server, listed or dropped', async () => {
  const { servers } = database();
  await servers.add(
    runId(),
    [...'ab'].map((name) => ({ name, policy: {} })),
  );
  await servers.listed(runId(), 'a', {}, 1);
  expect(await after('discover', { runId: runId(), server: 'a' })).toEqual([]);
  await servers.dropped(runId(), 'b', 'gone', 1);
  expect(await after('discover', { runId: runId(), server: 'b' })).toEqual(['link']);
});

test('the probe waits for the last exploration, also if another is further already', async () => {
  const { explorations } = database();
  await planWave(3);
  await explorations.explored(runId(), 0, 0, { stop: 'complete' }, 1);
  await explorations.setStatus(runId(), 0, 1, 'judged');
  expect(await after('explore', { runId: runId(), wave: 0, index: 1 })).toEqual([]);
  await explorations.explored(runId(), 0, 2, { stop: 'complete' }, 1);
  const last = await after('explore', { runId: runId(), wave: 0, index: 2 });
  // Two that end together both ask for it: that is one job.
  expect(await after('explore', { runId: runId(), wave: 0, index: 0 })).toEqual(last);
  expect(last).toEqual(['probe']);
});

test('a wave of which nothing passed is scored after the last judged exploration', async () => {
  const { explorations } = database();
  await planWave(2);
  await explorations.setStatus(runId(), 0, 0, 'judged');
  expect(await after('judge', { runId: runId(), wave: 0, index: 0 })).toEqual([]);
  await explorations.setStatus(runId(), 0, 1, 'judged');
  expect(await after('judge', { runId: runId(), wave: 0, index: 1 })).toEqual(['score']);
});

test.each([
  ['rules', undefined, ['solve']],
  ['anthropic', modelSpec.parse({ models: oneModel('m'), rollouts: 1 }), ['solve 0', 'solve 2']],
] as const)(
  'what passed is replayed at once, or solved an exploration a job: %s',
  async (engine, model, jobs) => {
    const db = database();
    const id = `solving-${engine}`;
    const spec = aSpec({ engine, ...(model && { model }) });
    await db.runs.create({ id, key: id, spec: spec as unknown as Json });
    const draft = aTaskDraft();
    for (const index of [0, 1, 2]) {
      await db.candidates.saveDrafts(id, 0, index, [{ taskId: `t${index}`, frame: 'f', draft }]);
      const check = { name: 'evaluated', passed: index !== 1, evidence: '' };
      await db.candidates.saveChecks(id, 0, index, 0, [check]);
    }
    const names = async (key: 'judge' | 'solve', index: number) =>
      (await successors[key]({ runId: id, wave: 0, index }, db)).map(({ queue, payload }) =>
        [queue, ...('index' in payload ? [payload.index] : [])].join(' '),
      );
    expect(await names('judge', 2)).toEqual(jobs);
    await db.candidates.saveReplay(id, 0, 0, 0, { passed: true, evidence: '' });
    expect(await names('solve', 0)).toEqual([]);
    await db.candidates.saveReplay(id, 0, 2, 0, { passed: true, evidence: '' });
    expect(await names('solve', 2)).toEqual(['score']);
  },
);

test('the rest of the chain', async () => {
  await planWave(2);
  const [run, wave] = [{ runId: runId() }, { runId: runId(), wave: 0 }];
  expect(await after('link', run)).toEqual(['plan']);
  expect(await after('plan', { ...run, turn: 'x' })).toEqual([]);
  expect(await after('probe', wave)).toEqual(['synthesize 0', 'synthesize 1']);
  expect(await after('synthesize', { ...wave, index: 1 })).toEqual(['judge 1']);
  expect(await after('solve', wave)).toEqual(['score']);
  expect(await after('score', wave)).toEqual(['plan']);
  expect(await after('export', run)).toEqual([]);
  // Each wave is planned by a job of its own: an id that was used asks for nothing.
  const planned = [0, 1].map((number) => successors.score({ ...run, wave: number }, database()));
  const [first, second] = await Promise.all(planned);
  expect(first).not.toEqual(second);
});

test('jobs of an exploration say its tools', async () => {
  await planWave(2);
  const wave = { runId: runId(), wave: 0 };
  const about = ['maps/find_0', 'maps/find_1'].map((tool) => ({ about: tool }));
  expect(await successors.probe(wave, database())).toMatchObject(about);
  const judged = await successors.synthesize({ ...wave, index: 1 }, database());
  expect(judged).toMatchObject(about.slice(1));
});

test('a wave of no explorations has no barrier to pass', async () => {
  expect(await after('probe', { runId: runId(), wave: 0 })).toEqual([]);
});
