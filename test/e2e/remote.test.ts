import { runDetail } from '@firefly/contracts/control-api';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { idsOf } from './bundle-of.ts';
import { makePlace, type Place } from './place.ts';
import { ATLAS } from './servers-file.ts';
import { type ServiceUnderTest, startWhole } from './service.ts';
import { acceptedIn, untilRun } from './service-client.ts';

const SECRET = { ATLAS_LICENCE: 'lantern-oil-4711-xyz' };
/** Made in two waves. */
const TASKS = 2;
// A busy machine may take long.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });
let place: Place;
let service: ServiceUnderTest;
beforeAll(async () => {
  place = await makePlace(SECRET);
  await place.serve('mcp.json', { atlas: { ...ATLAS } });
  service = await startWhole({
    ...SECRET,
    ...{ FIREFLY_HOME: place.at('service'), FIREFLY_SERVERS: place.at('mcp.json') },
  });
});
afterAll(async () => {
  await service?.stop('SIGTERM');
  await place?.close();
});

const args = (...more: string[]): string[] => [
  ...['run', '--url', service.url, '--servers', 'atlas', '--tasks', String(TASKS)],
  ...more,
];

test('a run in a service is followed as one here, and its bundle comes verified', async () => {
  const ended = await place.run(...args('--follow', '--out', place.at('far'), '--json'));
  expect(ended, ended.err).toMatchObject({ code: 0 });
  expect(ended.err).toMatch(/^wave 1 · discover 1\/1 · /m);
  expect(ended.err).toMatch(new RegExp(`accepted ${TASKS}/${TASKS}\n$`));
  const run = runDetail.loose().parse(JSON.parse(ended.out));
  expect(run).toMatchObject({ status: 'finished', out: place.at('far') });
  const ids = (await idsOf(place.at('far'))).toSorted();
  expect(ids).toEqual((await acceptedIn(service.url, run.id)).toSorted());
  expect(await place.run('verify', place.at('far'))).toMatchObject({ code: 0 });
});

test('Ctrl-C ends the following, not the run; cancel ends that, and then nobody can follow it well', async () => {
  const followed = place.start(...args('--seed', '8', '--tasks', '8', '--follow'));
  await followed.says(/wave 0|wave 1/);
  followed.kill('SIGINT');
  const { code, err } = await followed.ended;
  expect(code).toBe(130);
  const [, id = ''] = /runs cancel (\S+) --url/.exec(err) ?? [];
  expect(err).toContain(`No longer followed: the run goes on.`);
  const url = ['--url', service.url];
  expect(await place.run('runs', 'pause', id, ...url)).toMatchObject({
    ...{ code: 0, out: `Run ${id} is paused.\n` },
  });
  expect(await place.run('runs', 'resume', id, ...url)).toMatchObject({ code: 0 });
  expect(await place.run('runs', 'cancel', id, ...url)).toMatchObject({ code: 0 });
  await untilRun(service.url, id, ['cancelled']);
  expect(await place.run('runs', 'follow', id, ...url)).toMatchObject({ code: 1 });
  const refused = await place.run('runs', 'resume', id, ...url);
  expect(refused).toMatchObject({ code: 2, out: '' });
  expect(refused.err).toMatch(/^firefly: [^\n]*is cancelled: it cannot be asked to resume\.\n$/);
});
