import { checks, judge } from '@firefly/domain/judging/checks';
import type { Proposal } from '@firefly/domain/synthesis/proposal';
import { spanText } from '@firefly/domain/synthesis/span';
import { aCall, aCatalog, aTool } from '@firefly/testing/builders/parts';
import { findPerson, otherPeople, readShops } from '@firefly/testing/builders/task';
import { expect, test } from 'vitest';
import { aField, assembling, bound, chain, path, readCall } from './kit.ts';

const { draft, evaluate, make } = assembling();
const with_ = (changes: Partial<Proposal>): Proposal => ({ ...chain, ...changes });

test('labels are read off the observations', async () => {
  const made = await draft();
  expect(made.answer).toEqual({ manager: 'Jonas Weber', year: 2021 });
  expect(made.prompt).toContain(`rent in ${path}, and`);
  expect(made.answer_template).toBe('The manager is {manager}, and the year of joining is {year}.');
  expect(made.fields.map((field) => 'says' in field)).toEqual([false, false]);
});

test('what it makes of a good proposal passes every check', async () => {
  const results = await judge(await draft(), {
    tools: aCatalog(readShops, findPerson),
    evaluate,
    varying: () => [],
    recordings: (fingerprint) => (fingerprint === findPerson.fingerprint ? otherPeople : []),
    conflicts: () => [],
  });
  expect(results.filter(({ passed }) => !passed)).toEqual([]);
  expect(results).toHaveLength(checks.length);
});

test('a field lists what it depends on, and only that', async () => {
  const fields = [aField('year', 'c2.joined + 0 * c1[rent_eur=$max($$.c1.rent_eur)].rent_eur')];
  const made = await draft({ proposal: with_({ fields, flows: [] }) });
  expect(made.fields[0]?.sources).toEqual([{ call: 'c2', pointer: '/joined' }]);
});

test('arguments and literals are bound where their values stand', async () => {
  const fields = [aField('rent', `c1[city='Basel'].rent_eur`)];
  const prompt = ['What is the rent in ', bound('Basel'), ' in ', bound(path), '?'];
  const made = await draft({ proposal: with_({ fields, prompt, flows: [] }), calls: [readCall] });
  const [argument, literal, ...others] = made.bindings;
  expect(others).toEqual([]);
  expect(argument).toMatchObject({ call: 'c1', pointer: '/path', normalizer: 'identity' });
  expect(literal).toMatchObject({ in: '/fields/0/expression', value: 'Basel' });
  expect(made.bindings.map(({ span }) => spanText(made.prompt, span))).toEqual([path, 'Basel']);
});

test('a literal of a flow is bound in the flow', async () => {
  const expression = `c1[city='Basel'].manager`;
  const flows = chain.flows.map((flow) => ({ ...flow, expression }));
  const fields = [aField('year', 'c2.joined')];
  const prompt = ['When did the manager in ', bound('Basel'), ' join, says ', bound(path), '?'];
  const made = await draft({ proposal: with_({ fields, flows, prompt }) });
  expect(made.flows[0]).toEqual({
    from: 'c1',
    expression,
    from_pointer: '/2/manager',
    to: 'c2',
    to_pointer: '/name',
  });
  expect(made.bindings).toContainEqual(
    expect.objectContaining({ in: '/flows/0/expression', value: 'Basel' }),
  );
});

test('what flows is not bound, even if the prompt says it too', async () => {
  const prompt = [...chain.prompt, ' ', bound('Jonas Weber')];
  const made = await draft({ proposal: with_({ prompt }) });
  expect(made.bindings.map((binding) => ('call' in binding ? binding.call : binding.in))).toEqual([
    'c1',
  ]);
});

test('a flow into one leaf leaves its neighbours to be bound', async () => {
  const tool = aTool('staff', 'find_person', 'd', {
    name: { type: 'string' },
    names: { type: 'string' },
    unit: { const: 'year' },
  });
  const asked = aCall(
    'c2',
    tool,
    { name: 'Jonas Weber', names: 'Rita', unit: 'year' },
    {
      name: 'Jonas Weber',
      joined: 2021,
    },
  );
  const prompt = [...chain.prompt, ' And ', bound('Rita'), ' per ', bound('year'), '?'];
  const made = await draft({
    proposal: with_({ prompt }),
    calls: [readCall, asked],
    tools: aCatalog(readShops, tool),
  });
  const bindings = made.bindings.flatMap((b) => ('call' in b ? [`${b.call}${b.pointer}`] : []));
  expect(bindings).toEqual(['c1/path', 'c2/names']);
});

test.each([
  ['finds nothing', aField('x', `c1[city='Oslo'].rent_eur`), 'x: '],
  ['misspells a property', aField('x', 'c2.joind'), 'x: '],
  ['gives a list where a scalar was promised', aField('x', '[c1.city]'), 'expected a scalar'],
  [
    'gives a scalar where a list was promised',
    { ...aField('x', 'c2.joined'), kind: 'list' as const },
    'expected a list',
  ],
  ['reads nothing', aField('x', '42'), 'depends on nothing'],
  ['reads what does not matter', aField('x', '42 + 0 * c2.joined'), 'depends on nothing'],
  ['asks for what is forbidden', aField('x', '$now()'), 'forbidden'],
])('a field that %s is a misfit', async (_, field, reason) => {
  const made = await make({ proposal: with_({ fields: [field] }) });
  expect(made).toEqual({ frame: 'chain', reason: expect.stringContaining(reason) });
});

test('two fields of one name are a misfit', async () => {
  const fields = [aField('year', 'c2.joined'), aField('year', 'c2.team')];
  expect(await make({ proposal: with_({ fields }) })).toMatchObject({
    reason: expect.stringContaining('year'),
  });
});

test('lists are labels too', async () => {
  const fields = [{ ...aField('cities', `[c1[rent_eur > 4000].city]`), kind: 'list' as const }];
  const made = await draft({ proposal: with_({ fields, flows: [] }), calls: [readCall] });
  expect(made.answer).toEqual({ cities: ['Verona', 'Basel'] });
  expect(made.answer_schema.properties).toEqual({
    cities: { type: 'array', items: { type: 'string' } },
  });
});

test('tools are named once, in order, and the offer holds those needed', async () => {
  const made = await draft({ offered: ['zoo/feed', 'files/read_shops', 'art/paint'] });
  expect(made.needed_tools).toEqual(['files/read_shops', 'staff/find_person']);
  expect(made.offered_tools).toEqual([
    'art/paint',
    'files/read_shops',
    'staff/find_person',
    'zoo/feed',
  ]);
  expect(made.servers).toEqual(['files', 'staff']);
});

test('the level follows the calls and the longest chain of flows', async () => {
  const one = with_({ fields: [aField('n', '$count(c1)')], flows: [] });
  expect((await draft({ proposal: one, calls: [readCall] })).difficulty.level).toBe('easy');
  expect((await draft()).difficulty).toEqual({ level: 'medium', basis: 'structural' });
  const wide = [...chain.flows, ...chain.flows];
  expect((await draft({ proposal: with_({ flows: wide }) })).difficulty.level).toBe('medium');
  const deep = chain.flows.flatMap((flow) => [flow, { ...flow, from: flow.to, to: 'c3' }]);
  expect((await draft({ proposal: with_({ flows: deep }) })).difficulty.level).toBe('hard');
});

test('the same proposal gives the same draft, but for its seed', async () => {
  const once = await draft();
  expect(await draft()).toEqual(once);
  expect(await draft({ seed: 8 })).toEqual({ ...once, seed: 8 });
});
