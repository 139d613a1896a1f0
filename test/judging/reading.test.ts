import { callsSucceeded } from '@firefly/domain/judging/calls-succeeded';
import { stable } from '@firefly/domain/judging/stable';
import { visible } from '@firefly/domain/judging/visible';
import { aResult } from '@firefly/testing/builders/parts';
import { aTaskDraft, findPerson, readShops, shops } from '@firefly/testing/builders/task';
import { expect, test } from 'vitest';
import { broken, observing } from './broken.ts';
import { judging } from './kit.ts';

const { passes, fails } = judging();
const draft = aTaskDraft();

test('calls-succeeded: data passes', async () => {
  expect(await passes(callsSucceeded, draft)).toContain('2 calls');
});

test.each([
  ['an error flag', { content: [{ type: 'text', text: 'no such file' }], isError: true }],
  ['an error in prose', aResult('Error: no such file')],
  ['an empty list', aResult([])],
])('calls-succeeded: %s fails', async (_, result) => {
  expect(await fails(callsSucceeded, broken({ '/calls/0/result': result }))).toContain('c1');
});

test('calls-succeeded: an observation that the result does not give fails', async () => {
  const evidence = await fails(callsSucceeded, broken({ '/calls/1/observation/joined': 2022 }));
  expect(evidence).toContain('observation of c2');
});

test('visible: leaves that stand in the text pass', async () => {
  expect(await passes(visible, draft)).toContain('leaves');
});

test('visible: a structured value that the text does not tell fails', async () => {
  const hidden = {
    content: [{ type: 'text', text: 'Found one person.' }],
    structuredContent: draft.calls[1]?.observation ?? null,
  };
  const evidence = await fails(visible, broken({ '/calls/1/result': hidden }));
  expect(evidence).toContain('2021');
});

test('visible: a flow read beyond the cut fails', async () => {
  const far = { content: [{ type: 'text', text: 'x'.repeat(20_000) }], structuredContent: shops };
  const evidence = await fails(visible, broken({ '/calls/0/result': far }));
  expect(evidence).toContain('flow c1 -> c2 /name');
});

test('visible: a source that is not there fails', async () => {
  const evidence = await fails(visible, broken({ '/fields/1/sources/0/pointer': '/salary' }));
  expect(evidence).toContain('nothing stands at c2 /salary');
});

test('stable: probed tools that did not vary pass', async () => {
  await passes(stable, draft);
  await passes(stable, draft, { varying: () => ['/*/opening_hours', '/asked_at'] });
});

test.each([
  ['never probed', { varying: () => null }, 'never probed'],
  [
    'varying field',
    { varying: (id: string) => (id === findPerson.fingerprint ? ['/joined'] : []) },
    '/joined varies',
  ],
  [
    'varying list',
    { varying: (id: string) => (id === readShops.fingerprint ? [''] : []) },
    'flow c1 -> c2 /name reads c1',
  ],
  ['conflict', { conflicts: () => ['/*/manager'] }, 'two recordings of one request'],
])('stable: %s fails', async (_, changes, said) => {
  expect(await fails(stable, draft, changes)).toContain(said);
});

test('stable: an integer beyond 2^53 fails', async () => {
  const large = observing(1, { name: 'Jonas Weber', joined: 2 ** 60, country: 'CH' });
  expect(await fails(stable, large)).toContain('too large');
});

test('stable, visible: a flow stands on its selector as on its value', async () => {
  const onRent = { varying: (id: string) => (id === readShops.fingerprint ? ['/*/rent_eur'] : []) };
  const end = { ...draft, fields: draft.fields.slice(1) };
  expect(await fails(stable, end, onRent)).toContain('flow c1 -> c2 /name reads c1: /*/rent_eur');
  const rents = (shops as { rent_eur: number }[]).map((shop) => ({
    ...shop,
    rent_eur: shop.rent_eur * 2 ** 45,
  }));
  expect(await fails(stable, observing(0, rents, end))).toContain('too large');
  const names = {
    content: [{ type: 'text', text: 'Jonas Weber, Luca Bianchi' }],
    structuredContent: shops,
  };
  const evidence = await fails(visible, broken({ '/calls/0/result': names }, end));
  expect(evidence).toContain('flow c1 -> c2 /name reads 5120');
});
