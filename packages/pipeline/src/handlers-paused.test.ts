import { useRun } from '@firefly/db/testing/run';
import type { Json } from '@firefly/domain/json';
import type { ToolServers } from '@firefly/domain/ports';
import { expect, test } from 'vitest';
import type { Dependencies } from './dependencies.ts';
import { makeHandlers } from './handlers.ts';
import { aPolicy, aSpec } from './testing/seeding.ts';

const { database } = useRun();
const context = {
  ...{ jobId: 'j', attempt: 1, revision: 0 },
  signal: new AbortController().signal,
};

test('a job that was stopped by a pause fails nothing when its run goes on before it has ended', async () => {
  const db = database();
  const id = 'paused';
  await db.serviceRuns.create({
    ...{ id, key: id, name: null, createdBy: 'somebody', request: null },
    spec: aSpec() as unknown as Json,
    servers: [{ name: 'slow', policy: aPolicy('slow') as unknown as Json }],
  });
  const begun = Promise.withResolvers<void>();
  const list: ToolServers['list'] = async (_, signal) => {
    begun.resolve();
    await new Promise((resolve) => signal?.addEventListener('abort', resolve));
    await db.serviceRuns.move(id, ['paused'], 'running');
    throw new Error('the connection was closed');
  };
  const handlers = makeHandlers({
    ...{ db, serversOf: async () => ({ list }) },
    withServers: (_: string, work: () => Promise<void>) => work(),
  } as unknown as Dependencies);
  const job = handlers.discover({ runId: id, server: 'slow' }, context);
  await begun.promise;
  await db.serviceRuns.move(id, ['running'], 'paused');
  expect(await job).toEqual({ done: true });
  expect(await db.runs.find(id)).toMatchObject({ status: 'running' });
  // So that whoever plans the run finds it missing.
  expect(await db.servers.list(id)).toMatchObject([{ status: 'pending' }]);
});
