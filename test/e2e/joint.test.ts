import type { Task } from '@firefly/domain/dataset/task';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { tasksOf } from './bundle-of.ts';
import { makePlace, type Place } from './place.ts';
import { ATLAS } from './servers-file.ts';

// A busy machine may take long; a hang is ended, and told, by the command itself.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });
let place: Place;
let tasks: readonly Task[];
beforeAll(async () => {
  place = await makePlace({ ATLAS_LICENCE: 'lantern-oil-4711-xyz' });
  const file = await place.serve('mcp.json', { atlas: ATLAS, chart: { fixture: 'chart' } });
  const out = place.at('bundle');
  const ended = await place.run('run', '--servers', file, '--out', out, '--tasks', '12');
  expect(ended.code, ended.err).toBe(0);
  tasks = await tasksOf(out);
});
afterAll(() => place?.close());

/** The calls of a task into which values of two or more other calls flow. */
const meetings = ({ calls, flows }: Task): string[] =>
  calls
    .filter(({ id }) => new Set(flows.filter(({ to }) => to === id).map((f) => f.from)).size > 1)
    .map(({ tool }) => tool);

test('what two calls gave meets in a third', async () => {
  const met = tasks.flatMap(meetings);
  expect(met).toEqual(expect.arrayContaining([expect.stringMatching(/measure_distance|bearing/)]));
  const { code, out, err } = await place.run('verify', place.at('bundle'));
  expect(code, out + err).toBe(0);
});

test('numbers read out of a table are computed with, and read out of prose again', async () => {
  const computed = tasks.filter(({ calls }) =>
    calls.some(({ tool }) => /^(subtract|multiply|divide)$/.test(tool)),
  );
  expect(computed.length).toBeGreaterThan(0);
  for (const { fields, needed_tools } of computed) {
    expect(fields.map(({ expression }) => expression).join()).toContain('$number($match(');
    expect(needed_tools).not.toContain('chart/remainder');
  }
});
