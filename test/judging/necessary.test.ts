import type { TaskDraft, TaskField } from '@firefly/domain/dataset/task';
import { necessary } from '@firefly/domain/judging/necessary';
import { aCall, aCatalog, aTool } from '@firefly/testing/builders/parts';
import { aTaskDraft, findPerson, person, readShops } from '@firefly/testing/builders/task';
import { expect, test } from 'vitest';
import { broken, observing } from './broken.ts';
import { judging } from './kit.ts';

const { passes, fails } = judging();
const draft = aTaskDraft();
const third = (id: string) =>
  aCall(id, findPerson, { name: 'Rita Carvalho' }, person('Rita Carvalho', 2014, 'PT'));

test('necessary: a chain passes, also when only its end is asked', async () => {
  await passes(necessary, draft);
  await passes(necessary, { ...draft, fields: draft.fields.slice(1) });
});

test('necessary: a call that reaches no field fails', async () => {
  const idle = { ...draft, calls: [...draft.calls, third('c3')] };
  expect(await fails(necessary, idle)).toContain('c3 reaches no field');
});

test('necessary: a mention is no need', async () => {
  const mention = {
    '/fields/1/expression': '$sum($$.c1.rent_eur) + $$.c2.joined - $$.c2.joined',
    '/fields/1/sources': [0, 1, 2, 3].map((at) => ({ call: 'c1', pointer: `/${at}/rent_eur` })),
    '/answer/year': 14210,
  };
  expect(await fails(necessary, broken(mention))).toContain('c2 reaches no field');
  const { flows } = broken({
    '/flows/0/expression': '$string($$.c1.n - $$.c1.n) & $$.c2.name',
    '/flows/0/from': 'c2',
    '/flows/0/to': 'c3',
  });
  const calls = [
    aCall('c1', readShops, { path: 'x' }, { n: 1 }),
    aCall('c2', findPerson, { name: 'Jo' }, person('Lu Weber', 2020, 'CH')),
    aCall('c3', findPerson, { name: '0Lu Weber' }, person('Li', 2021, 'CH')),
  ];
  const fields = [
    { ...draft.fields[1], expression: 'c3.joined', sources: [{ call: 'c3', pointer: '/joined' }] },
  ];
  const chain = { ...draft, calls, flows, fields: fields as typeof draft.fields };
  expect(await fails(necessary, chain)).toContain('c1 reaches no field');
});

test('necessary: a flow whose value another call gives fails', async () => {
  const other = aCall('c3', readShops, { path: 'x' }, { told: 'Its manager is Jonas Weber.' });
  const calls = [...draft.calls, other];
  const sources = [{ call: 'c3', pointer: '/told' }];
  const field = { ...draft.fields[1], name: 'told', expression: 'c3.told', sources };
  const fields = [draft.fields[1], field] as typeof draft.fields;
  const changed = { ...draft, calls, fields, answer: { year: 2021, told: 'more' } };
  expect(await fails(necessary, changed)).toContain('without c1 every value');
});

test('necessary: what the dropped call itself led to is no other source', async () => {
  const chain = observing(1, { ...person('Jonas Weber', 2021, 'CH'), boss: 'Jonas Weber' });
  await passes(necessary, chain);
});

test('necessary: an answer that another call gives fails', async () => {
  const twin = { ...draft, calls: [...draft.calls, third('c3')] };
  const fields = [
    ...draft.fields,
    {
      ...draft.fields[1],
      name: 'other',
      expression: 'c3.joined',
      sources: [{ call: 'c3', pointer: '/joined' }],
    },
  ] as typeof draft.fields;
  await passes(necessary, { ...twin, fields, answer: { ...draft.answer, other: 2014 } });
  const same = observing(2, person('Rita Carvalho', 2021, 'PT'), twin);
  const evidence = await fails(necessary, {
    ...same,
    fields,
    answer: { ...draft.answer, other: 2021 },
  });
  expect(evidence).toContain('without c3');
});

test('necessary: a flow that the prompt, a default or an enum gives fails', async () => {
  const end = { ...draft, fields: draft.fields.slice(1) };
  const told = broken({ '/prompt': `${draft.prompt} It is Jonas Weber, isn't it?` }, end);
  expect(await fails(necessary, told)).toContain('without c1');
  for (const schema of [{ default: 'Jonas Weber' }, { enum: ['Jonas Weber', 'Rita Carvalho'] }]) {
    const tool = aTool('staff', 'find_person', 'Finds a person.', {
      name: { type: 'string', ...schema },
    });
    const changed = broken({ '/calls/1/fingerprint': tool.fingerprint }, end);
    await fails(necessary, changed, { tools: aCatalog(readShops, tool) });
  }
});

test('necessary: a row that another call alone tells has to be found by it', async () => {
  const shops = [
    { name: 'Harbour', rent_eur: 2100, manager: 'Jonas Weber' },
    { name: 'Station', rent_eur: 1400, manager: 'Rita Carvalho' },
  ];
  const staff = (...years: number[]) =>
    shops.map(({ manager }, at) => ({ name: manager, joined: years[at] ?? 0 }));
  const key = '$$.c1[rent_eur=$max($$.c1.rent_eur)].manager';
  const joined = (prompt: string, years: number[]): TaskDraft => ({
    ...draft,
    prompt,
    calls: [
      aCall('c1', readShops, { path: 'shops.json' }, shops),
      aCall('c2', readShops, { path: 'staff.json' }, staff(...years)),
    ],
    flows: [],
    fields: [
      {
        ...(draft.fields[1] as TaskField),
        expression: `$$.c2[name=${key}].joined`,
        sources: [
          ...[0, 1].map((at) => ({ call: 'c1', pointer: `/${at}/rent_eur` })),
          ...['/0/manager'].map((pointer) => ({ call: 'c1', pointer })),
          ...['/0/name', '/0/joined'].map((pointer) => ({ call: 'c2', pointer })),
        ],
      },
    ],
    answer: { year: years[0] ?? 0 },
  });
  const asked = 'When did whoever runs the dearest shop of shops.json join, by staff.json?';
  await passes(necessary, joined(asked, [2021, 2014]));
  expect(await fails(necessary, joined(asked, [2021, 2021]))).toContain('without c1');
  expect(
    await fails(necessary, joined('When did Jonas Weber of the dearest shop join?', [2021, 2014])),
  ).toContain('without c1');
});
