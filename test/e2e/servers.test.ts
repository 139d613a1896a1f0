import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { runSummary } from '@firefly/pipeline/summary';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { filesWith, tasksOf } from './bundle-of.ts';
import { makePlace, type Place } from './place.ts';
import { processesOf, untilGone } from './processes.ts';
import { ATLAS, type ServersUnderTest } from './servers-file.ts';

const SECRET = 'lantern-oil-4711-xyz';
const ABSENT = { command: 'no-such-program-anywhere' };
// A busy machine may take long; a hang is ended, and told, by the command itself.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });
let place: Place;

beforeAll(async () => {
  place = await makePlace({ ATLAS_LICENCE: SECRET });
});
afterAll(() => place?.close());

const run = async (name: string, servers: ServersUnderTest) => {
  const file = await place.serve(`${name}.json`, servers);
  const args = ['--servers', file, '--out', place.at(name), '--tasks', '2', '--json'];
  const ended = await place.run('run', ...args);
  expect(ended.code, ended.err).toBe(0);
  const summary = runSummary.loose().parse(JSON.parse(ended.out));
  return {
    ...ended,
    summary,
    of: (server: string) => summary.servers.find((s) => s.name === server),
  };
};

test('servers that do not start, hang, die or start only once are named, and the others go on', async () => {
  const env = (more: Record<string, string>) => ({ ...ATLAS.env, ...more });
  const { summary, of, err, out } = await run('mixed', {
    absent: ABSENT,
    atlas: ATLAS,
    brittle: {
      ...ATLAS,
      env: env({ ATLAS_COAST: 'Brittle Shore', ATLAS_CALLS: '9' }),
      log: 'brittle.log',
    },
    hangs: { ...ATLAS, fixture: 'hangs' },
    once: {
      ...ATLAS,
      env: env({ ATLAS_COAST: 'Lonely Isle', ATLAS_STARTS: '1' }),
      log: 'once.log',
    },
  });
  expect(summary.accepted).toBe(2);
  expect(of('absent')).toMatchObject({ kept: false, tools: 0 });
  expect(of('absent')?.reason).toContain('"absent" cannot be used');
  expect(of('hangs')).toMatchObject({ kept: false });
  expect(of('hangs')?.reason).toMatch(/"hangs" .* did not answer within/);
  for (const name of ['atlas', 'brittle', 'once']) expect(of(name)).toMatchObject({ kept: true });
  // It died, and was started again.
  expect((await place.log('brittle.log')).length).toBeGreaterThan(1);
  const manifest = JSON.parse(await readFile(place.at('mixed/manifest.json'), 'utf8'));
  const reasons = manifest.not_reproducible_because.join('\n');
  for (const name of ['absent', 'brittle', 'hangs', 'once']) expect(reasons).toContain(name);
  // Never seen twice in a fresh process, so nothing is asked of it.
  for (const task of await tasksOf(place.at('mixed'))) expect(task.servers).not.toContain('once');
  // What its server said when it gave up holds its key.
  expect(err + out).not.toContain(SECRET);
  expect(await filesWith(place.home, SECRET)).toEqual([]);
  await untilGone([...(await place.log('brittle.log')), ...(await place.log('once.log'))]);
  expect(await processesOf(place.home)).toEqual([]);
});

test('without a usable server the run fails and says why, and writes nothing', async () => {
  const file = await place.serve('none.json', { absent: ABSENT });
  const { code, err } = await place.run('run', '--servers', file, '--out', place.at('none'));
  expect(code, err).toBe(1);
  expect(err).toMatch(/no server can be used: absent: .*no-such-program-anywhere/);
  expect(existsSync(place.at('none'))).toBe(false);
});
