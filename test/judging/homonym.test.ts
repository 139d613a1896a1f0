import type { Json } from '@firefly/domain/json';
import { homonym } from '@firefly/domain/judging/homonym';
import { aCall, aCatalog, aTool } from '@firefly/testing/builders/parts';
import { aTaskDraft, person, readShops, shops } from '@firefly/testing/builders/task';
import { expect, test } from 'vitest';
import { broken, observing } from './broken.ts';
import { judging } from './kit.ts';
import { boundTown, flowingTown, searchCities, tools } from './towns.ts';

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

const reads = (expression: string, ...found: Json[]) => {
  const town = boundTown('How many people live in Basel in Switzerland?', basel);
  const cities = observing(0, { cities: found }, town);
  const sources = found.map((_, at) => ({ call: 'c1', pointer: `/cities/${at}/population` }));
  return broken({ '/fields/0/expression': expression, '/fields/0/sources': sources }, cities);
};
const other = { ...basel, name: 'Basel-Landschaft' };

test('homonym: the only record found must carry the name', async () => {
  const bare = '$$.c1.cities.population';
  await passes(homonym, reads(bare, basel), { tools });
  expect(await fails(homonym, reads(bare, other), { tools })).toContain('neither says so nor');
});

test('homonym: neighbours of what was found are read only where a predicate picks', async () => {
  const all = '[$$.c1.cities.population]';
  expect(await fails(homonym, reads(all, basel, other), { tools })).toContain('/cities/1/');
  await fails(
    homonym,
    reads("$sum($$.c1.cities[countryName='Switzerland'].population)", basel, other),
    { tools },
  );
  await passes(homonym, reads("$$.c1.cities[name='Basel'].population", basel, other), { tools });
  const either = "$sum($$.c1.cities[name='Basel' or name='Basel-Landschaft'].population)";
  await passes(homonym, reads(either, basel, other), { tools });
});

test('homonym: a flow reads what was looked up no less than a field', async () => {
  const draft = flowingTown(other);
  const flow = {
    from: 'c2',
    expression: '$$.c2.cities.population',
    from_pointer: '/cities/0/population',
    to: 'c3',
    to_pointer: '/query',
  };
  const calls = [...draft.calls, aCall('c3', searchCities, { query: 173000 }, { cities: [basel] })];
  const fields = draft.fields.map((field) => ({ ...field, sources: [] }));
  const chained = { ...draft, calls, fields, flows: [...draft.flows, flow] };
  expect(await fails(homonym, chained, { tools })).toContain('flow c2 -> c3 /query reads a record');
});

test('homonym: a town out of a text needs a country there too', async () => {
  const text = 'Venue: Volkshaus\nCity: Basel\nCountry: Switzerland\n';
  const city = '$match($$.c1, /^City: (.*\\S)/m).groups[0]';
  const paper = (said: string, town: Json = basel) => {
    const flow = { from: 'c1', expression: city, from_pointer: '', to: 'c2', to_pointer: '/query' };
    return observing(0, said, { ...flowingTown(town), flows: [flow] });
  };
  const fields = { '/fields/0/expression': '$$.c2.cities.population' };
  await passes(homonym, broken(fields, paper(text)), { tools });
  const silent = broken(fields, paper(text.replace('Country: Switzerland\n', '')));
  expect(await fails(homonym, silent, { tools })).toContain('"Basel" without its country');
  const other = broken(fields, paper(text, { ...basel, countryName: 'India' }));
  expect(await fails(homonym, other, { tools })).toContain('"India"');
});

test('homonym: what identifies a record differs from record to record', async () => {
  const shown = (shops as object[]).map((shop, at) => ({ ...shop, hash: `9fceb02d0ae598e${at}` }));
  const other = { ...basel, hash: '2df3104587180239' };
  await passes(homonym, flowingTown(other, shown), { tools });
});

test('homonym: rows that belong to a thing differ; where all say otherwise, it is another', async () => {
  const listCafes = aTool('places', 'list_cafes', 'Lists the cafes of a town.', {
    city: { type: 'string' },
  });
  const cafe = (name: string, owner: string, country: string, seats: number) => ({
    name,
    city: 'Basel',
    country,
    owner,
    seats,
  });
  const among = (owners: readonly string[], last = 'CH') => {
    const base = flowingTown(basel);
    const cafes = owners.map((owner, at) =>
      cafe(`Cafe ${at}`, owner, at === 2 ? last : 'CH', 20 + at),
    );
    return broken(
      {
        '/calls/1': aCall('c2', listCafes, { city: 'Basel' }, { cafes }) as unknown as Json,
        '/flows/0/to_pointer': '/city',
        '/fields/0/expression': '$max($$.c2.cafes.seats)',
        '/fields/0/sources': [{ call: 'c2', pointer: '/cafes/2/seats' }],
        '/answer/people': 22,
      },
      observing(
        0,
        (shops as object[]).map((shop) => ({ ...shop, owner: 'Ann' })),
        base,
      ),
    );
  };
  const known = { tools: aCatalog(readShops, listCafes) };
  await passes(homonym, among(['Bo', 'Cy', 'Di']), known);
  expect(await fails(homonym, among(['Bo', 'Bo', 'Bo']), known)).toContain('owner is "Ann"');
  // Two towns of one name in one list: what is read lies in the other.
  expect(await fails(homonym, among(['Bo', 'Cy', 'Di'], 'IN'), known)).toContain('country');
});
