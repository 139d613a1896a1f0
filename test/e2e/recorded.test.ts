import { readFile } from 'node:fs/promises';
import type { ToolRow } from '@firefly/contracts/bundle';
import type { Task } from '@firefly/domain/dataset/task';
import { ask } from '@firefly/simulator/testing/running';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { freePort } from '../deploy/free-port.ts';
import { makePlace, type Place } from './place.ts';
import { ATLAS } from './servers-file.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });
let place: Place;
let taskId: string;
/** A lookup of what no server has: nobody asked for it while the bundle was made. */
let call: object;

const rowsOf = async <T>(file: string): Promise<T[]> =>
  (await readFile(place.at(file), 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);

beforeAll(async () => {
  place = await makePlace({ ATLAS_LICENCE: 'lantern-oil-4711-xyz' });
  await place.serve('mcp.json', { atlas: { ...ATLAS, log: 'atlas.log' } });
  const made = ['--servers', place.at('mcp.json'), '--out', place.at('bundle'), '--tasks', '1'];
  expect(await place.run('run', ...made)).toMatchObject({ code: 0 });
  const [task] = await rowsOf<Task>('bundle/tasks.jsonl');
  const offered = (await rowsOf<ToolRow>('bundle/tools.jsonl')).filter(({ server, name }) =>
    task?.offered_tools.includes(`${server}/${name}`),
  );
  const lookup = offered.find(({ name }) => /^get_(harbour|keeper|vessel)$/.test(name));
  const [thing] = Object.keys(lookup?.inputSchema.properties ?? {});
  taskId = task?.id ?? '';
  call = { server: 'atlas', tool: lookup?.name, arguments: { [`${thing}`]: 'Corrafell' } };
});
afterAll(() => place?.close());

interface Answered {
  readonly result: object;
  readonly _meta: { readonly 'dev.firefly/replay': object };
}

/** Serves the bundle with these options, and gives what it answers to the call, asked so often. */
async function simulated(times: number, ...more: string[]): Promise<Answered[]> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const command = place.start('simulate', 'bundle', '--port', port, ...more);
  try {
    const isUp = async () => (await fetch(`${url}/healthz`).catch(() => null))?.ok;
    await expect.poll(isUp, { timeout: 30_000 }).toBe(true);
    const opened = await ask(`${url}/v1/sessions`, 'POST', { task_id: taskId });
    const calls = Array.from({ length: times }, () => call);
    const asked = await ask(`${url}/v1/sessions/${opened.body.session}/call`, 'POST', { calls });
    return asked.body.answers;
  } finally {
    command.kill('SIGTERM');
    await command.ended;
  }
}
const metaOf = ({ _meta }: Answered) => _meta['dev.firefly/replay'];
const starts = async () => (await place.log('atlas.log')).length;

test('what a simulator records of live servers is in the bundle from then on', async () => {
  const before = await starts();
  const [missed] = await simulated(1, '--log', place.at('sessions.jsonl'));
  expect(missed && metaOf(missed)).toEqual({ tier: 'miss', recording: null });
  expect(await rowsOf('sessions.jsonl')).toMatchObject([
    { task_id: taskId, end: 'stopped', misses: [{ ...call, count: 1 }] },
  ]);
  // The bundle has other recordings of this tool.
  const servers = ['--servers', place.at('mcp.json')];
  const [once] = await simulated(1, '--record', 'once', ...servers);
  expect(once).toEqual(missed);
  expect(await starts()).toBe(before);

  const [live, again] = await simulated(2, '--record', 'new', ...servers);
  const recording = expect.stringMatching(/^[0-9a-f]{32}$/);
  expect(live && metaOf(live)).toEqual({ tier: 'exact', recording, rule: 'live' });
  expect(again).toEqual(live);
  expect(await starts()).toBe(before + 1);

  const [replayed] = await simulated(1);
  expect(replayed?.result).toEqual(live?.result);
  expect(replayed && metaOf(replayed)).toEqual({ tier: 'exact', recording });
  expect(await starts()).toBe(before + 1);
  expect(await place.run('verify', 'bundle')).toMatchObject({ code: 0 });
});
