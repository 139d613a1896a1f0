import { progressFrom } from '@firefly/db/repositories/progress';
import { useRun } from '@firefly/db/testing/run';
import type { Recording } from '@firefly/domain/dataset/recording';
import type { Edge } from '@firefly/domain/tool-graph/edge';
import { aTaskDraft } from '@firefly/testing/builders/task';
import { beforeAll, expect, test } from 'vitest';
import { runSummary, summarize } from './summary.ts';
import { aListedRun, aListing, aPolicy, aQualification, aSpec } from './testing/seeding.ts';

const { database } = useRun();
const run = 'summarized';
const passed = [{ name: 'no-leak', passed: true, evidence: 'none' }];
const failed = [...passed, { name: 'no-echo', passed: false, evidence: 'an echo' }];
const walk = { kind: 'walk' };
const verdict = (accepted: boolean) => ({ accepted, checks: passed, judges: [] });

const edge = (fromPath: string, executed: boolean): Edge => ({
  ...{ from: 'maps/list_maps', fromPath, to: 'geo/list_geo', toPath: '/q', meaning: 'city' },
  ...{ confidence: 'high', evidence: executed ? ['schema', 'executed'] : ['schema'] },
});
const recording = (failure: string | null): Recording => ({
  ...{ server: 'maps', tool: 'list_maps', fingerprint: 'a'.repeat(32), arguments: {} },
  ...{ state_key: null, kind: 'result', response: '{}', sha256: 'b'.repeat(64), duration_ms: 1 },
  failure,
});

/** Two servers and one dropped; wave 0 with three explorations and three drafts, wave 1 just planned. */
beforeAll(async () => {
  const db = database();
  await aListedRun(db, run, ['geo', 'maps'], aSpec({ tasks: 5 }));
  await db.servers.add(run, [{ name: 'old', policy: { ...aPolicy('old') } as never }]);
  await db.servers.dropped(run, 'old', 'it does not start', 3);
  const tool = { ...aListing('maps'), name: 'write_maps' };
  await db.tools.save(run, [{ tool, qualification: aQualification(tool, 'changes state') }]);
  await db.graph.saveEdges(run, [edge('/a', true), edge('/b', false)]);
  for (const [ordinal, failure] of [null, 'no such map', null].entries())
    await db.recordings.append({
      ...{ runId: run, owner: 'explore/0/0', ordinal, recording: recording(failure) },
      ...{ quarantined: false, uncertain: false },
    });
  const geo = { server: 'geo', tool: 'list_geo', arguments: { q: 'Basel' } };
  for (const [ordinal, over] of [geo, {}].entries())
    await db.recordings.append({
      ...{ runId: run, owner: 'explore/0/2', ordinal, quarantined: false, uncertain: false },
      recording: { ...recording(null), ...over },
    });
  await db.waves.create(run, 0, { walked: [], final: false });
  await db.waves.create(run, 1, { walked: [], final: true });
  await db.waves.scored(run, 0, []);
  await db.explorations.createMany(run, 0, [walk, walk, walk]);
  await db.explorations.createMany(run, 1, [{ kind: 'trial' }]);
  for (const index of [0, 1])
    await db.explorations.explored(run, 0, index, { stop: 'stuck', reason: 'nowhere to go' }, 1);
  await db.explorations.explored(run, 0, 2, { stop: 'complete' }, 1);
  for (const index of [0, 1, 2]) await db.explorations.setStatus(run, 0, index, 'judged');
  for (const index of [0, 1])
    await db.misfits.add(run, 0, index, [{ frame: 'chain', reason: 'too short' }]);
  const drafts = ['first', 'second', 'third'].map((name) => ({
    ...{ taskId: name.padEnd(32, '0'), frame: 'chain' },
    draft: aTaskDraft({ prompt: name, signature: 'same' }),
  }));
  await db.candidates.saveDrafts(run, 0, 2, drafts);
  for (const [ordinal, checks] of [passed, passed, failed].entries())
    await db.candidates.saveChecks(run, 0, 2, ordinal, checks);
  await db.candidates.saveReplay(run, 0, 2, 0, { passed: true, evidence: '' });
  await db.candidates.saveReplay(run, 0, 2, 1, { passed: false, evidence: '' });
  const verdicts = [true, false, false].map(verdict);
  await db.candidates.saveVerdicts(
    run,
    verdicts.map((made, ordinal) => ({ wave: 0, index: 2, ordinal, verdict: made })),
  );
});

test('a summary counts every stage, and gives the reasons by frequency', async () => {
  const summary = await summarize(database(), run);
  expect(runSummary.parse(JSON.parse(JSON.stringify(summary)))).toEqual(summary);
  const { timings, wallMs, servers, ...counts } = summary;
  expect(counts).toEqual({
    edges: { candidate: 2, executed: 1 },
    misses: null,
    calls: { made: 5, failed: 1, invalid: 0 },
    explorations: { planned: 4, complete: 1, stuck: [{ what: 'nowhere to go', count: 2 }] },
    drafts: { written: 3, misfits: [{ what: 'chain: too short', count: 2 }] },
    judged: { passed: 2, rejected: [{ what: 'no-echo', count: 1 }] },
    replayed: { passed: 1, failed: 1 },
    accepted: 1,
    unwanted: 0,
    signatures: 1,
    stopped: null,
    subDags: [
      {
        ...{ start: 'maps/list_maps {}', tools: ['maps/list_maps'] },
        ...{ explorations: 1, accepted: 0, good: 0 },
        reasons: [{ what: 'nowhere to go', count: 1 }],
      },
      {
        ...{ start: 'geo/list_geo {"q":"Basel"}', tools: ['geo/list_geo', 'maps/list_maps'] },
        ...{ explorations: 1, accepted: 1, good: 1 },
        reasons: [
          { what: 'no-echo: an echo', count: 1 },
          { what: 'replay: ', count: 1 },
        ],
      },
    ],
  });
  expect(servers).toEqual([
    { ...listed('geo', 1), toolsDropped: [] },
    { ...listed('maps', 2), toolsDropped: [{ tool: 'write_maps', reasons: ['changes state'] }] },
    {
      ...listed('old', 0),
      kept: false,
      reason: 'it does not start',
      toolsKept: [],
      toolsDropped: [],
    },
  ]);
  expect(timings.map(({ stage, jobs }) => [stage, jobs])).toEqual([['link', 1]]);
  expect(wallMs).toBeGreaterThanOrEqual(0);
});

const listed = (name: string, tools: number) => ({
  ...{ name, kept: true, reason: null, notes: [], tools, toolsKept: [`list_${name}`] },
});

test('progress reads off the same rows how far each stage is', async () => {
  const counts = await database().progress.ofRun(run);
  const progress = counts && progressFrom(counts);
  expect(progress).toMatchObject({ status: 'running', wave: 2 });
  expect(progress?.stages.map(({ name, done, total }) => `${name} ${done}/${total}`)).toEqual([
    'discover 3/3',
    'explore 3/4',
    'synthesize 3/4',
    'judge 3/4',
    'solve 2/2',
    'accepted 1/5',
  ]);
  expect(await database().progress.ofRun('nowhere')).toBeNull();
});
