import { type RunDetail, runDetail } from '@firefly/contracts/control-api';
import { modelSpec } from '@firefly/contracts/model-spec';
import { expect, test } from 'vitest';
import { aServiceRun, aServiceSpec, useServiceApi } from '../testing/service-api.ts';

const api = useServiceApi();
const detailOf = async (id: string): Promise<RunDetail> =>
  runDetail.parse((await api().ask('GET', `/v1/runs/${id}`)).json);

test('a run that asks models says what they took until now', async () => {
  const { db } = api();
  const model = modelSpec.parse({ models: 'claude-a' });
  await aServiceRun(db, 'asking', { ...aServiceSpec(), engine: 'anthropic', model });
  const call = { runId: 'asking', owner: 'write/0/0', ordinal: 0 };
  await db.modelCalls.begin({
    ...{ ...call, stage: 'write', model: 'claude-a', requestHash: 'r' },
    prompt: { name: 'write', version: 1, hash: 'h' },
  });
  expect((await detailOf('asking')).cost.models).toEqual({ tokens: 0, dollars: 0, stages: [] });
  const usage = { input: 10, cached: 200, written: 3_000, output: 400 };
  const reply = { model: 'claude-a', stop: 'end' as const, content: [], usage };
  await db.modelCalls.finish(call, reply, { dollars: 0.5 });
  const stage = { stage: 'write', model: 'claude-a', requests: 1, remembered: 0 };
  expect((await detailOf('asking')).cost.models).toEqual({
    ...{ tokens: 3_610, dollars: 0.5 },
    stages: [{ ...stage, tokens: 3_610, dollars: 0.5 }],
  });
});

test('one that asks none says nothing of them', async () => {
  await aServiceRun(api().db, 'silent');
  expect((await detailOf('silent')).cost).toEqual({ calls: 0, jobs: 0, job_ms: 0 });
});
