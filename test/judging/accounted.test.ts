import { accounted } from '@firefly/domain/judging/accounted';
import { aCatalog, aTool, spanOf } from '@firefly/testing/builders/parts';
import { aTaskDraft, findPerson } from '@firefly/testing/builders/task';
import { expect, test } from 'vitest';
import { broken } from './broken.ts';
import { judging } from './kit.ts';

const { passes, fails } = judging();
const draft = aTaskDraft();
const { prompt } = draft;
const path = '/bindings/0';

test('accounted: bound, flowing, constant and only arguments pass', async () => {
  await passes(accounted, draft);
});

test.each([
  ['an argument of nobody', { '/calls/1/arguments/team': 'Roastery' }, 'comes from nowhere'],
  ['no binding', { '/bindings': [] }, 'c1 /path'],
  ['no flow', { '/flows': [] }, 'c2 /name'],
  ['a default', { '/calls/0/arguments/limit': 100 }, 'belongs left out'],
  ['a span of other words', { [`${path}/span`]: [0, 11] }, 'its span gives "Who manages"'],
  ['a span beyond the prompt', { [`${path}/span`]: [110, 900] }, 'leaves the prompt'],
  ['a span inside a word', { [`${path}/span`]: [1, 11] }, 'cuts a word'],
  ['an argument in percent', { [`${path}/normalizer`]: 'percent' }, 'says how to compute'],
  ['another normalizer', { [`${path}/normalizer`]: 'number' }, 'nothing that "number" reads'],
  [
    'a literal of nobody',
    { '/fields/0/expression': "c1[name='Altstadt Corner'].manager" },
    'the literal "Altstadt Corner"',
  ],
  [
    'a number of nobody',
    { '/fields/1/expression': 'c2.joined + 1000' },
    'the literal 1000 of field "year"',
  ],
  ['an unreadable expression', { '/fields/1/expression': 'c2.(' }, 'field "year"'],
  [
    'a binding of a literal to other words',
    {
      '/fields/1/expression': "c1[city='shop'].rent_eur",
      '/bindings/1': {
        in: '/fields/1/expression',
        value: 'shop',
        span: [...spanOf(prompt, 'rent')],
        normalizer: 'identity',
      },
    },
    'its span gives "rent"',
  ],
  [
    'a binding of a literal that is not there',
    {
      '/bindings/1': {
        in: '/fields/1/expression',
        value: 'shop',
        span: [...spanOf(prompt, 'shop')],
        normalizer: 'identity',
      },
    },
    'names a literal that is not there',
  ],
])('accounted: %s fails', async (_, edits, said) => {
  expect(await fails(accounted, broken(edits))).toContain(said);
});

test('accounted: a literal that stands in the prompt passes, and the regex is structure', async () => {
  const bound = broken({
    '/fields/1/expression': "$number($match(c1[city='shop'].name, /(\\d+) seats/).groups[0])",
    '/bindings/1': {
      in: '/fields/1/expression',
      value: 'shop',
      span: [...spanOf(prompt, 'shop')],
      normalizer: 'identity',
    },
  });
  await passes(accounted, bound);
});

const query = aTool('files', 'read_shops', 'Reads a file of shops.', {
  path: { type: 'string' },
  where: { type: 'object', additionalProperties: true },
});
const where = {
  '/calls/0/fingerprint': query.fingerprint,
  '/calls/0/arguments/where': { monthly: 'rent' },
  '/bindings/1': {
    call: 'c1',
    pointer: '/where/monthly',
    span: [...spanOf(prompt, 'rent')],
    normalizer: 'identity',
  },
};
const tools = aCatalog(query, findPerson);

test('accounted: a key that the schema does not name can only flow', async () => {
  expect(await fails(accounted, broken(where), { tools })).toContain('the key "monthly"');
  const flow = { from: 'c1', expression: 'c1', from_pointer: '', to: 'c1', to_pointer: '/where' };
  await passes(accounted, broken({ ...where, '/flows/1': flow }), { tools });
});

test('accounted: an empty list is a value too', async () => {
  const empty = { ...where, '/calls/0/arguments/where': [], '/bindings/1': undefined };
  const draft = broken(empty);
  const bindings = draft.bindings.slice(0, 1);
  expect(await fails(accounted, { ...draft, bindings }, { tools })).toContain('c1 /where = []');
});

test('accounted: a constant needs no binding', async () => {
  const fixed = aTool('files', 'read_shops', 'Reads a file of shops.', {
    path: { type: 'string' },
    format: { type: 'string', enum: ['json'] },
  });
  const optional = {
    ...fixed,
    inputSchema: { ...fixed.inputSchema, required: ['path'] },
  };
  const changed = broken({
    '/calls/0/fingerprint': fixed.fingerprint,
    '/calls/0/arguments/format': 'json',
  });
  await passes(accounted, changed, { tools: aCatalog(fixed, findPerson) });
  // Left out, it would be taken: who replays the call does not know that it was given.
  await fails(accounted, changed, { tools: aCatalog(optional, findPerson) });
});
