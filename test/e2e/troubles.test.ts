import { readFile } from 'node:fs/promises';
import { runSummary } from '@firefly/pipeline/summary';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { filesWith, tasksOf } from './bundle-of.ts';
import { makePlace, type Place } from './place.ts';
import { processesOf } from './processes.ts';
import { ATLAS } from './servers-file.ts';

// A busy machine may take long; a hang is ended, and told, by the command itself.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });
let place: Place;

beforeAll(async () => {
  place = await makePlace({ ATLAS_LICENCE: 'lantern-oil-4711-xyz' });
});
afterAll(() => place?.close());

test('servers that print rubbish, talk prose, die at the third call or change their tools cost no run', async () => {
  const file = await place.serve('mcp.json', {
    atlas: ATLAS,
    dies: { ...ATLAS, env: { ...ATLAS.env, ATLAS_COAST: 'Brittle Shore', ATLAS_CALLS: '2' } },
    fickle: { fixture: 'fickle', env: { FICKLE_CALLS: '6' } },
    noisy: { fixture: 'noisy' },
    prose: { fixture: 'prose' },
  });
  const out = place.at('out');
  const args = ['--servers', file, '--out', out, '--tasks', '2', '--json'];
  const ended = await place.run('run', ...args);
  expect(ended.code, ended.err).toBe(0);
  const summary = runSummary.loose().parse(JSON.parse(ended.out));
  expect(summary.accepted).toBe(2);
  for (const { name, kept, reason } of summary.servers)
    expect(kept, `${name}: ${reason}`).toBe(true);
  expect(await place.run('verify', 'out')).toMatchObject({ code: 0, err: '' });

  const manifest = JSON.parse(await readFile(`${out}/manifest.json`, 'utf8'));
  const reasons = manifest.not_reproducible_because.join('\n');
  expect(reasons).toContain('exited with code 7 before it replied');
  expect(reasons).toContain(
    'fickle/get_vessel: no reply: the server changed this tool while we worked',
  );
  // What the other tool of that name says is no answer of the one that was listed.
  expect(await filesWith(out, 'another tool by then')).toEqual([]);
  for (const task of await tasksOf(out)) expect(task.needed_tools).not.toContain('noisy/greet');
  expect(await processesOf(place.home)).toEqual([]);
});
