import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Script } from '@firefly/llm/testing/scripted';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { idsOf } from '../bundle-of.ts';
import { brain } from './brain.ts';
import { askedBy } from './request.ts';
import { installExample, type ScriptedPlace, scriptedPlace, someServers } from './scripted-run.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });
/** Somebody puts files of their own where the bundle belongs, while the run goes on. */
let busy: string | undefined;
const disturbing: Script = async (request) => {
  if (busy !== undefined && askedBy(request) === 'judge') {
    await mkdir(busy, { recursive: true });
    await writeFile(join(busy, 'own.txt'), 'mine');
  }
  return brain(request);
};
let scripted: ScriptedPlace;
let servers: string;
const run = () => scripted.run(servers, 'out', '--tasks', '2', '--concurrency', '4');

beforeAll(async () => {
  await installExample();
  scripted = await scriptedPlace(disturbing);
  servers = await someServers(scripted.place, 'files', 'notes');
});
afterAll(() => scripted?.close());

test('what is paid for is not paid again: not where a run failed, nor where its bundle was lost', async () => {
  const out = scripted.place.at('out');
  busy = out;
  const failed = await run();
  busy = undefined;
  expect(failed, failed.err).toMatchObject({ code: 1 });
  expect(failed.err).toContain('failed: export: ');
  const asked = scripted.api.requests.length;
  await rm(out, { recursive: true });
  const end = await run();
  expect(end, end.err).toMatchObject({ code: 0 });
  expect(end.err).toContain('going on where it was, with what models were paid for');
  const ids = await idsOf(out);
  expect(ids).toHaveLength(2);
  await rm(out, { recursive: true });
  expect(await run()).toMatchObject({ code: 0 });
  expect(await idsOf(out)).toEqual(ids);
  expect(await scripted.place.run('verify', 'out')).toMatchObject({ code: 0 });
  expect(scripted.api.requests).toHaveLength(asked);
});
