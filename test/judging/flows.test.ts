import { distinctive } from '@firefly/domain/judging/distinctive';
import { flowsHold } from '@firefly/domain/judging/flows-hold';
import { aCatalog, aTool } from '@firefly/testing/builders/parts';
import { aTaskDraft, findPerson, readShops } from '@firefly/testing/builders/task';
import { expect, test } from 'vitest';
import { broken } from './broken.ts';
import { judging } from './kit.ts';

const { passes, fails } = judging();
const draft = aTaskDraft();

test('flows-hold: a flow that computes its argument passes', async () => {
  await passes(flowsHold, draft);
});

const total = {
  '/flows/0/expression': '$sum(c1.rent_eur)',
  '/flows/0/from_pointer': '',
  '/flows/0/convert': 'string',
  '/calls/1/arguments/name': '14210',
};

test('flows-hold: an aggregate that read what it names passes, converted', async () => {
  await passes(flowsHold, broken(total));
});

test.each([
  ['another argument', { '/calls/1/arguments/name': 'Jonas Webber' }, 'the argument is'],
  ['no conversion', { ...total, '/flows/0/convert': undefined }, 'gives 14210'],
  ['another place', { '/flows/0/from_pointer': '/1/manager' }, 'never reads c1 /1/manager'],
  ['a place of another value', { '/flows/0/from_pointer': '/2/rent_eur' }, 'does not stand at'],
  ['a place that is not there', { '/flows/0/from_pointer': '/9/manager' }, 'nothing stands at'],
  ['a later call', { '/flows/0/expression': 'c2.name', '/flows/0/from': 'c2' }, 'not before c2'],
  ['nothing found', { '/flows/0/expression': 'c1.boss' }, 'missing'],
])('flows-hold: %s fails', async (_, edits, said) => {
  expect(await fails(flowsHold, broken(edits))).toContain(said);
});

test('distinctive: a full name passes', async () => {
  expect(await passes(distinctive, draft)).not.toContain('short');
});

const person = (schema: Record<string, string | number | boolean | string[]>) => ({
  tools: aCatalog(readShops, {
    ...findPerson,
    inputSchema: { type: 'object', properties: { name: schema } },
  }),
});

test('distinctive: a short value passes with a note that the explorer bound it', async () => {
  const short = broken({ '/calls/1/arguments/name': 42 });
  expect(await passes(distinctive, short)).toContain('42 is short');
});

test.each([
  ['nothing', null, 'is nothing'],
  ['an empty list', [], 'carries nothing'],
])('distinctive: %s fails', async (_, value, said) => {
  expect(await fails(distinctive, broken({ '/calls/1/arguments/name': value }))).toContain(said);
});

test.each([
  ['a boolean', true, person({ type: 'boolean' }), 'boolean or a single digit'],
  ['a single digit', 7, person({ type: 'number' }), 'boolean or a single digit'],
  [
    'one of an enum',
    'Jonas Weber',
    person({ type: 'string', enum: ['Jonas Weber', 'Rita Carvalho'] }),
    'one of an enum',
  ],
  [
    'the default',
    'Jonas Weber',
    person({ type: 'string', default: 'Jonas Weber' }),
    'is the default',
  ],
  ['words of the prompt', 'Monthly Rent', person({ type: 'string' }), 'read off the prompt'],
])('distinctive: %s fails', async (_, value, changes, said) => {
  const changed = broken({ '/calls/1/arguments/name': value });
  expect(await fails(distinctive, changed, changes)).toContain(said);
});

test('distinctive: every element of a list must be', async () => {
  const lists = aTool('staff', 'find_person', 'Finds people.', {
    name: { type: 'array', items: { type: 'string' } },
  });
  const changed = broken({
    '/calls/1/arguments/name': ['Jonas Weber', 'manager'],
    '/calls/1/fingerprint': lists.fingerprint,
  });
  const evidence = await fails(distinctive, changed, { tools: aCatalog(readShops, lists) });
  expect(evidence).toContain('"manager" can be read off the prompt');
});

test('distinctive: a tool that changed since fails', async () => {
  const changed = broken({ '/calls/1/fingerprint': 'f'.repeat(32) });
  expect(await fails(distinctive, changed)).toContain('has changed since');
});
