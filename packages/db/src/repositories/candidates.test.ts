import type { TaskDraft, Verdict } from '@firefly/domain/dataset/task';
import { expect, test } from 'vitest';
import { twice, useRun } from '../testing/run.ts';

const { database, runId } = useRun();

const draft = (prompt: string): TaskDraft => ({
  ...{ prompt, answer: { b: 1, a: 2 }, answer_schema: {}, answer_template: '{b}' },
  ...{ fields: [], calls: [], flows: [], bindings: [], signature: `sig ${prompt}` },
  ...{ needed_tools: [], offered_tools: [], servers: [] },
  ...{ difficulty: { level: 'easy', basis: 'structural' }, engine: 'rules', seed: 7 },
});
const candidate = (prompt: string) => ({
  taskId: `id ${prompt.length}`,
  draft: draft(prompt),
  frame: 'total',
});
const checks = [{ name: 'no-leak', passed: true, evidence: 'none' }];
const verdict = (accepted: boolean): Verdict => ({ accepted, checks, judges: [] });

test('a candidate goes from draft to verdict, each step twice', async () => {
  const { candidates } = database();
  const id = [runId(), 0, 1, 0] as const;
  const status = async () => (await candidates.list(runId()))[0]?.status;
  await twice(() => candidates.saveDrafts(runId(), 0, 1, [candidate('How many?')]));
  expect(await status()).toBe('drafted');
  const prompt = { name: 'judge', version: 1, hash: 'h' };
  const judges = [{ model: 'm', prompt, failed: 'it was cut off' }];
  await twice(() => candidates.saveChecks(...id, checks, judges));
  expect(await status()).toBe('judged');
  await twice(() => candidates.saveReplay(...id, { ok: true }, { attempts: [] }));
  await candidates.saveChecks(...id, checks);
  expect(await status()).toBe('solved');
  const place = { wave: 0, index: 1, ordinal: 0 };
  await twice(() => candidates.saveVerdicts(runId(), [{ ...place, verdict: verdict(true) }]));
  await candidates.saveReplay(...id, { ok: true });
  expect(await candidates.list(runId())).toEqual([
    {
      ...{ wave: 0, index: 1, ordinal: 0, prompt: 'How many?', signature: 'sig How many?' },
      ...{ ...candidate('How many?'), checks, replay: { ok: true } },
      ...{ judges, rollouts: { attempts: [] } },
      ...{ status: 'accepted', verdict: verdict(true) },
    },
  ]);
});

test('a list is in order, and narrowed by wave and status', async () => {
  const { candidates } = database();
  await candidates.saveDrafts(runId(), 1, 0, [candidate('d')]);
  await candidates.saveDrafts(runId(), 0, 10, [candidate('c')]);
  await candidates.saveDrafts(runId(), 0, 2, [candidate('a'), candidate('b \u0000')]);
  const place = { wave: 0, index: 2, ordinal: 1 };
  await candidates.saveVerdicts(runId(), [{ ...place, verdict: verdict(false) }]);
  const prompts = async (filter?: Parameters<typeof candidates.list>[1]) =>
    (await candidates.list(runId(), filter)).map(({ prompt }) => prompt);
  expect(await prompts()).toEqual(['a', 'b \u0000', 'c', 'd']);
  expect(await prompts({ wave: 0 })).toEqual(['a', 'b \u0000', 'c']);
  expect(await prompts({ status: 'rejected' })).toEqual(['b \u0000']);
});

test('a result for a candidate that is not there is an error', async () => {
  await expect(database().candidates.saveChecks(runId(), 0, 0, 0, checks)).rejects.toThrow();
});

test('verdicts are written all or none', async () => {
  const { candidates } = database();
  await candidates.saveDrafts(runId(), 0, 1, [candidate('a')]);
  const place = { wave: 0, index: 1, verdict: verdict(true) };
  const rows = [
    { ...place, ordinal: 0 },
    { ...place, ordinal: 7 },
  ];
  await expect(candidates.saveVerdicts(runId(), rows)).rejects.toThrow();
  expect((await candidates.list(runId())).map(({ status }) => status)).toEqual(['drafted']);
});
