import fc from 'fast-check';
import { expect, test } from 'vitest';
import { twice, useRun } from '../testing/run.ts';

const { database, runId } = useRun();

test('a spec comes back as it was, keys in order and NUL included', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uuid(), fc.json({ maxDepth: 3 }), async (id, text) => {
      const spec = JSON.parse(text);
      await database().runs.create({ id, key: 'any', spec });
      expect(JSON.stringify((await database().runs.find(id))?.spec)).toBe(JSON.stringify(spec));
      await database().runs.remove(id);
    }),
    { numRuns: 25, examples: [['00000000-0000-1000-8000-000000000000', '{"b":"\\u0000","a":1}']] },
  );
});

test('the first creation counts, and a key finds its newest run', async () => {
  const { runs } = database();
  await runs.create({ id: 'run-1-old', key: 'same', spec: 1 });
  await runs.create({ id: 'run-2-new', key: 'same', spec: 2 });
  await runs.create({ id: 'run-2-new', key: 'same', spec: 3 });
  expect(await runs.findByKey('same')).toMatchObject({
    id: 'run-2-new',
    spec: 2,
    status: 'running',
  });
  expect(await runs.find('nowhere')).toBeNull();
});

test('a run ends once', async () => {
  const { runs } = database();
  expect(await runs.finish(runId(), { tasks: 3 })).toBe(true);
  expect(await runs.fail(runId(), 'too late')).toBe(false);
  const run = await runs.find(runId());
  expect(run).toMatchObject({ status: 'finished', summary: { tasks: 3 }, error: null });
  expect(run?.finishedAt).toBeInstanceOf(Date);
});

test('a failure is kept even if its text holds what Postgres refuses', async () => {
  await database().runs.fail(runId(), 'bad \u0000 text');
  expect(await database().runs.find(runId())).toMatchObject({ status: 'failed' });
});

test('revisions count up, one caller each', async () => {
  const { runs } = database();
  const given = await Promise.all([1, 2, 3].map(() => runs.nextRevision(runId())));
  expect(given.sort()).toEqual([1, 2, 3]);
});

test('one plans at a time, and another run is free', async () => {
  const { runs } = database();
  const inside: boolean[] = [];
  const ran = await runs.withPlanLock(runId(), async () => {
    inside.push(await runs.withPlanLock(runId(), async () => {}));
    inside.push(await runs.withPlanLock('another', async () => {}));
  });
  expect([ran, ...inside]).toEqual([true, false, true]);
  const failing = runs.withPlanLock(runId(), () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  expect(await runs.withPlanLock(runId(), async () => {})).toBe(true);
});

test('who finds nobody at work acts alone, and who comes then works beside', async () => {
  const { runs } = database();
  const alone: string[] = [];
  const held = Promise.withResolvers<void>();
  const first = runs.takePart(runId(), async () => {
    alone.push('first');
    await held.promise;
  });
  await expect.poll(() => alone).toEqual(['first']);
  const second = runs.takePart(runId(), async () => void alone.push('second'));
  const other = await runs.takePart('another', async () => void alone.push('another'));
  held.resolve();
  const parts = [await first, await second, other];
  expect(alone).toEqual(['first', 'another']);
  expect(await runs.remove(runId())).toBe(false);
  expect(await runs.find(runId())).not.toBeNull();
  await Promise.all(parts.map((part) => part.leave()));
  const failing = runs.takePart(runId(), () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  await (await runs.takePart(runId(), async () => void alone.push('third'))).leave();
  expect(alone).toEqual(['first', 'another', 'third']);
});

test('runs of one key are looked for one after the other', async () => {
  const { runs } = database();
  const order: string[] = [];
  const look = (name: string) => () => {
    order.push(`${name} begins`);
    return runs.find(runId()).then(() => order.push(`${name} ends`));
  };
  await Promise.all(['a', 'b'].map((name) => runs.inTurn('one key', look(name))));
  expect(order.map((line) => line.split(' ')[1])).toEqual(['begins', 'ends', 'begins', 'ends']);
});

test('a removed run takes its rows along', async () => {
  const { runs, servers, timings } = database();
  await servers.add(runId(), [{ name: 'geo', policy: {} }]);
  await timings.add(runId(), 'discover', 5);
  await twice(() => runs.remove(runId()));
  expect(await servers.list(runId())).toEqual([]);
  expect(await timings.list(runId())).toEqual([]);
});
