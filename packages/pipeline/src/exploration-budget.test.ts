import type { Budgets } from '@firefly/contracts/run-spec';
import { useRun } from '@firefly/db/testing/run';
import type { Json } from '@firefly/domain/json';
import { expect, test } from 'vitest';
import { explorationSpent } from './exploration-budget.ts';
import { aSpec } from './testing/seeding.ts';

const { database } = useRun();
const at = { wave: 1, index: 2 };
let made = 0;

async function aRun(exploration: Budgets['exploration']) {
  made += 1;
  const id = `budgeted-${made}`;
  const spec = aSpec({ budgets: { exploration } }) as unknown as Json;
  await database().runs.create({ id, key: id, spec });
  return { id, spec };
}

/** A reply of 10 tokens for a dollar, which took a minute. */
async function aReply(runId: string, stage: 'explore' | 'write' | 'judge', ordinal = 0) {
  const prompt = { name: stage, version: 1, hash: 'h' };
  const call = { runId, owner: `${stage}/1/2`, ordinal, stage, model: 'm', prompt };
  await database().modelCalls.begin({ ...call, requestHash: 'r' });
  const usage = { input: 7, cached: 1, written: 1, output: 1 };
  const reply = { model: 'm', stop: 'end' as const, content: [], usage };
  await database().modelCalls.finish(call, reply, { dollars: 1, durationMs: 60_000 });
}

test.each([
  ['tokens', 40, '40 tokens'],
  ['dollars', 4, '4 dollars'],
  ['minutes', 4, '4 minutes'],
])(
  'of its %s an exploration may explore with half, and write with the rest',
  async (what, n, told) => {
    const run = await aRun({ [what]: n });
    const spent = (stage: 'explore' | 'write') => explorationSpent(database(), run, at, stage);
    await aReply(run.id, 'explore', 0);
    expect(await spent('explore')).toBeNull();
    await aReply(run.id, 'explore', 1);
    expect(await spent('explore')).toBe(`half of the exploration's budget of ${told} is spent`);
    expect(await spent('write')).toBeNull();
    await aReply(run.id, 'write', 0);
    await aReply(run.id, 'judge', 0);
    expect(await spent('write')).toBeNull();
    await aReply(run.id, 'write', 1);
    expect(await spent('write')).toBe(`the exploration's budget of ${told} is spent`);
  },
);

test("nothing is spent where nothing is limited, and its calls are the explorer's to count", async () => {
  for (const budget of [undefined, {}, { calls: 1 }]) {
    const run = await aRun(budget);
    await aReply(run.id, 'explore');
    await aReply(run.id, 'write');
    expect(await explorationSpent(database(), run, at, 'explore')).toBeNull();
    expect(await explorationSpent(database(), run, at, 'write')).toBeNull();
  }
});
