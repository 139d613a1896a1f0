import { runSummary } from '@firefly/pipeline/summary';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { filesWith, idsOf } from './bundle-of.ts';
import { makePlace, type Place } from './place.ts';
import { type Served, serveFixture } from './served.ts';
import { ATLAS, type ServersUnderTest } from './servers-file.ts';

const SECRET = 'lantern-oil-4711-xyz';
const TOKEN = 'pilot-boat-0815-abc';
/** Made in two waves. */
const TASKS = 2;
// A busy machine may take long; a hang is ended, and told, by the command itself.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });
let place: Place;
let served: Served;

beforeAll(async () => {
  place = await makePlace({ ATLAS_LICENCE: SECRET, ATLAS_TOKEN: TOKEN });
  served = await serveFixture('atlas', TOKEN, { LICENCE_KEY: SECRET });
});
afterAll(async () => {
  await served?.close();
  await place?.close();
});

const run = async (name: string, servers: ServersUnderTest) => {
  const file = await place.serve(`${name}.json`, servers);
  const args = ['--servers', file, '--out', place.at(name), '--tasks', String(TASKS), '--json'];
  const ended = await place.run('run', ...args);
  return { ...ended, summary: () => runSummary.loose().parse(JSON.parse(ended.out)) };
};
/** What the server shows of its licence is withheld there as here: it is told to it by us. */
const over = (token: string) => ({
  url: served.url,
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: the variables are FireFly's to expand.
  headers: { Authorization: `Bearer ${token}`, 'X-Licence': '${ATLAS_LICENCE}' },
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: as above.
});

test('a server over HTTP gives the tasks that it gives as a program, and its token is kept nowhere', async () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the variable is FireFly's to expand.
  const far = await run('far', { atlas: over('${ATLAS_TOKEN}') });
  expect(far.code, far.err).toBe(0);
  expect(far.summary()).toMatchObject({ accepted: TASKS, replayed: { failed: 0 } });
  expect(await place.run('verify', 'far')).toMatchObject({ code: 0, err: '' });
  const near = await run('near', { atlas: ATLAS });
  expect(near.code, near.err).toBe(0);
  expect(await idsOf(place.at('far'))).toEqual(await idsOf(place.at('near')));
  for (const secret of [TOKEN, SECRET]) {
    expect(far.err + far.out).not.toContain(secret);
    expect(await filesWith(place.at('far'), secret)).toEqual([]);
    expect(await filesWith(place.home, secret)).toEqual([]);
  }
});

test('a server over HTTP that refuses our token is named with its place, without its token', async () => {
  const { code, err } = await run('refused', { atlas: over('another-token-0815') });
  expect(code).toBe(1);
  const { origin } = new URL(served.url);
  expect(err).toContain(
    `server "atlas" at ${origin} cannot be used: it answered 401 Unauthorized: it wants other credentials in "headers"`,
  );
  expect(err).not.toContain('another-token-0815');
});
