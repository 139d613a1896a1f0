import { expect, test } from 'vitest';
import { twice, useRun } from '../testing/run.ts';

const { database, runId } = useRun();

test('a wave keeps its first snapshot', async () => {
  const { waves } = database();
  await waves.create(runId(), 1, { pools: [1] });
  await waves.create(runId(), 1, { pools: [2] });
  await waves.create(runId(), 0, null);
  await twice(() => waves.scored(runId(), 0, []));
  expect(await waves.list(runId())).toEqual([
    { number: 0, status: 'scored', snapshot: null },
    { number: 1, status: 'open', snapshot: { pools: [1] } },
  ]);
  expect(await waves.get(runId(), 2)).toBeNull();
});

test('explorations go forward only', async () => {
  const { explorations } = database();
  await twice(() => explorations.createMany(runId(), 0, ['first', 'second']));
  await explorations.explored(runId(), 0, 1, { calls: 2 }, 30);
  await explorations.explored(runId(), 0, 1, { calls: 9 }, 90);
  await explorations.setStatus(runId(), 0, 1, 'judged');
  await explorations.setStatus(runId(), 0, 1, 'synthesized');
  expect(await explorations.list(runId(), 0)).toEqual([
    { wave: 0, index: 0, plan: 'first', status: 'planned', outcome: null, durationMs: null },
    { wave: 0, index: 1, plan: 'second', status: 'judged', outcome: { calls: 2 }, durationMs: 30 },
  ]);
  const below = await Promise.all(
    (['planned', 'explored', 'synthesized', 'judged'] as const).map((status) =>
      explorations.countBelow(runId(), 0, status),
    ),
  );
  expect(below).toEqual([0, 1, 1, 1]);
  expect(await explorations.get(runId(), 1, 0)).toBeNull();
});

test('a probed wave is marked, rows or none', async () => {
  const { probes } = database();
  const row = { fingerprint: 'f', varying: ['/time'] };
  await twice(() => probes.save(runId(), 1, [row]));
  await probes.save(runId(), 0, []);
  expect(await probes.isDone(runId(), 0)).toBe(false);
  await twice(() => probes.done(runId(), 0));
  expect(await probes.isDone(runId(), 0)).toBe(true);
  expect(await probes.isDone(runId(), 1)).toBe(false);
  expect(await probes.list(runId())).toEqual([{ wave: 1, ...row }]);
});

test('a misfit counts once an exploration', async () => {
  const { misfits } = database();
  const rows = [
    { frame: 'total', reason: 'the list is cut' },
    { frame: 'chain', reason: 'x'.repeat(5_000) },
  ];
  await twice(() => misfits.add(runId(), 0, 2, rows));
  expect(await misfits.list(runId())).toEqual(
    rows.toReversed().map((row) => ({ wave: 0, index: 2, ...row })),
  );
});

test('timings add up, also when the first ones come at once', async () => {
  const { timings } = database();
  await Promise.all([1, 2, 3, 4].map((ms) => timings.add(runId(), 'explore', ms)));
  await timings.add(runId(), 'Link', 0.5);
  expect(await timings.list(runId())).toEqual([
    { stage: 'Link', jobs: 1, ms: 0.5 },
    { stage: 'explore', jobs: 4, ms: 10 },
  ]);
});
