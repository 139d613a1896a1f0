import { homonym } from '@firefly/domain/judging/homonym';
import { aTaskDraft, person, shops } from '@firefly/testing/builders/task';
import { expect, test } from 'vitest';
import { observing } from './broken.ts';
import { judging } from './kit.ts';
import { boundTown, flowingTown, tools } from './towns.ts';

const { passes, fails } = judging();
const basel = { name: 'Basel', countryName: 'Switzerland', population: 173000 };
const withoutCountry = (shops as Record<string, string>[]).map(({ country: _, ...shop }) => shop);

test('homonym: records that agree pass', async () => {
  await passes(homonym, aTaskDraft());
});

test('homonym: a person of another country fails', async () => {
  const other = observing(1, person('Jonas Weber', 2021, 'DE'));
  expect(await fails(homonym, other)).toContain('country is "CH" there and "DE" here');
});

test('homonym: a country agrees by code and by name', async () => {
  await passes(homonym, flowingTown(basel), { tools });
});

test('homonym: the only town of that name in another country fails', async () => {
  const evidence = await fails(homonym, flowingTown({ ...basel, countryName: 'India' }), { tools });
  expect(evidence).toContain('"India"');
});

test('homonym: towns far apart are two towns', async () => {
  const source = (shops as object[]).map((shop) => ({ ...shop, lat: 47.55 }));
  const near = { ...basel, latitude: '47.5547' };
  await passes(homonym, flowingTown(near, source), { tools });
  const far = { ...basel, latitude: '12.97' };
  expect(await fails(homonym, flowingTown(far, source), { tools })).toContain('latitude');
});

test('homonym: a town whose source record has no country fails', async () => {
  const evidence = await fails(homonym, flowingTown(basel, withoutCountry), { tools });
  expect(evidence).toContain('looks up the town "Basel" without its country');
});

test.each([
  ['How many people live in Basel in Switzerland?', true],
  ['How many people live in Basel?', false],
  ['How many people live in Basel in Austria?', false],
])('homonym: %s %s', async (prompt, fine) => {
  const draft = boundTown(prompt, basel);
  if (fine) await passes(homonym, draft, { tools });
  else expect(await fails(homonym, draft, { tools })).toContain('"Basel"');
});

test('homonym: where the town tells no country, the prompt must still name one', async () => {
  const { countryName: _, ...bare } = basel;
  await passes(homonym, boundTown('How many live in Basel, Switzerland?', bare), { tools });
  await fails(homonym, boundTown('How many people live in Basel?', bare), { tools });
});
