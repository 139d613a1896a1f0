import { compareBundles } from '@firefly/bundle/compare';
import { readManifest } from '@firefly/bundle/reader';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { makePlace, type Place } from '../e2e/place.ts';
import { familyOf, untilAllGone } from './family.ts';
import { onlookerOf } from './onlooker.ts';
import {
  commandFor,
  type Finished,
  leftBehind,
  type Subject,
  smallRun,
  unlike,
} from './subject.ts';

// A busy machine may take long; a hang is ended, and told, by the command itself.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });
/** The first wave is planned and its explorations run: the middle of these runs. */
const MIDDLE = /wave 1 · discover 2\/2/;
let place: Place;
let subject: Subject;
let whole: Finished;

const start = (out: string) => commandFor(place, place, subject, out)();

beforeAll(async () => {
  place = await makePlace();
  subject = await smallRun(place);
  whole = { out: 'whole', end: await start('whole').ended };
  expect(whole.end, whole.end.err).toMatchObject({ code: 0 });
});
afterAll(() => place?.close());

test('a run whose Postgres is killed says so in a line, and the same command goes on', async () => {
  const out = 'struck-postgres';
  const command = start(out);
  await command.says(MIDDLE);
  const family = await familyOf(command.pid);
  const postgres = await onlookerOf(place.dataDir).postgres();
  expect(postgres).toBeDefined();
  process.kill(postgres as number, 'SIGKILL');
  const struck = await command.ended;
  expect(struck).toMatchObject({ code: 1, out: '' });
  expect(struck.err).toMatch(
    /^firefly: the connection to the database failed: .+ The same command goes on from here\.\n$/m,
  );
  expect(struck.err).not.toMatch(/^ +at /m);
  await untilAllGone(family);
  const end = await start(out).ended;
  expect(end.err).toMatch(/going on where it was/);
  expect(await unlike(place, { out, end }, whole)).toEqual([]);
  expect(await leftBehind(place)).toEqual([]);
});

test('a run whose server is killed goes on, and its bundle says which calls that cost', async () => {
  const command = start('struck-server');
  await command.says(MIDDLE);
  const servers = (await familyOf(command.pid)).filter((one) => /atlas\.ts$/.test(one.command));
  expect(servers).not.toEqual([]);
  for (const { pid } of servers) process.kill(pid, 'SIGKILL');
  const { code, err } = await command.ended;
  expect(code, err).toBe(0);
  const out = place.at('struck-server');
  const { not_reproducible_because: reasons } = await readManifest(out);
  // Between two calls it costs none.
  if (reasons.length === 0) expect(await compareBundles(place.at('whole'), out)).toEqual([]);
  else for (const reason of reasons) expect(reason).toMatch(/^atlas\/\w+: /);
  expect(await leftBehind(place)).toEqual([]);
});
