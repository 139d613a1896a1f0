import type { ModelReply } from '@firefly/contracts/model';
import { judge } from '@firefly/domain/judging/checks';
import { rebuildArguments } from '@firefly/domain/synthesis/rebuild-arguments';
import { rendered } from '@firefly/engines/anthropic/testing/rendered';
import { calling, saying } from '@firefly/engines/anthropic/testing/replies';
import { nextWriting, type WritingInput } from '@firefly/engines/anthropic/writer/writing';
import { expect, test } from 'vitest';
import { proposing, writing } from './kit.ts';
import { museums, transport } from './proposals.ts';

const { context, input } = writing();
const asks = async (replies: readonly ModelReply[], changes?: Partial<WritingInput>) => {
  const next = await nextWriting(input(changes), replies);
  if (!('ask' in next)) throw new Error(`asked nothing: ${JSON.stringify(next.misfits)}`);
  return next.ask;
};
const ends = async (replies: readonly ModelReply[], changes?: Partial<WritingInput>) => {
  const next = await nextWriting(input(changes), replies);
  if ('ask' in next) throw new Error(rendered({ ...next.ask, system: '', tools: [] }));
  return next;
};
const broken = { ...transport, fields: [{ ...transport.fields[0], expression: '$$.c4.distanse' }] };

test('what a writer reads', async () => {
  await expect(rendered(await asks([]))).toMatchFileSnapshot('golden/write.txt');
});

test('what a model proposes of real recordings passes every check', async () => {
  const { drafts, misfits } = await ends([proposing(transport, museums)]);
  expect(misfits).toEqual([]);
  expect(drafts.map(({ frame, draft }) => [frame, draft.engine, draft.answer])).toEqual([
    ['model chain', 'anthropic', { distance: 862.777, cost: 1596.1374500000002 }],
    ['model count', 'anthropic', { harbour_museums: 5, director: 'Gilbert Mosher' }],
  ]);
  for (const { draft } of drafts)
    expect((await judge(draft, context)).filter(({ passed }) => !passed)).toEqual([]);
});

test('only the needed calls are left, by new numbers, and each argument has its flow', async () => {
  const [{ draft } = { draft: null }] = (await ends([proposing(transport)])).drafts;
  expect(draft?.calls.map(({ id, tool }) => `${id} ${tool}`)).toEqual([
    'c1 search_cities',
    'c2 search_cities',
    'c3 distance_tool',
    'c4 mul',
  ]);
  const flows = draft?.flows.map(({ expression, to, to_pointer, convert }) => [
    `${to}${to_pointer}`,
    expression,
    convert,
  ]);
  const picked = "$$.c2.cities[name='Svendborg' and countryName='Denmark']";
  expect(flows).toEqual([
    ['c3/from/latitude', '$$.c1.cities.latitude', 'number'],
    ['c3/from/longitude', '$$.c1.cities.longitude', 'number'],
    ['c3/to/latitude', `${picked}.latitude`, 'number'],
    ['c3/to/longitude', `${picked}.longitude`, 'number'],
    ['c4/a', '$$.c3.distance', undefined],
  ]);
});

test('a flow that is not given, or gives something else, is found along what the prompt says', async () => {
  const wrong = { to: 'c4', argument: '/to/latitude', expression: '$$.c2.cities.latitude' };
  for (const flows of [[], [wrong]]) {
    const [{ draft } = { draft: null }] = (await ends([proposing({ ...transport, flows })])).drafts;
    expect(draft?.flows[2]?.expression).toBe("$$.c2.cities[name='Svendborg'].latitude");
  }
});

test('what a field asks for also flows, where nothing else says from which of several places', async () => {
  const country = "$$.c1[name='Nordlys Boat Hall'].country";
  const task = {
    prompt:
      'In which country does /workspace/data/museums.json place Nordlys Boat Hall, and what is the capital of that country?',
    fields: [
      { name: 'country', kind: 'scalar', expression: country },
      { name: 'capital', kind: 'scalar', expression: `$$.c6[name=${country}].capital` },
    ],
    flows: [],
    bindings: [],
    answer_template: 'It lies in {country}, whose capital is {capital}.',
  };
  const [{ draft } = { draft: null }] = (await ends([proposing(task)])).drafts;
  expect(draft?.answer).toEqual({ country: 'Norway', capital: 'Oslo' });
  expect(draft?.flows).toMatchObject([
    { from: 'c1', expression: country, to: 'c2', to_pointer: '/query' },
  ]);
  expect(draft?.fields[1]?.expression).toBe(`$$.c2[name=${country}].capital`);
});

test('every argument can be filled again from the prompt and the flows', async () => {
  for (const { draft } of (await ends([proposing(transport, museums)])).drafts) {
    for (const [at, call] of draft.calls.entries()) {
      const made = draft.calls
        .slice(0, at)
        .map(({ id, observation }) => [id, observation] as const);
      const inputSchema = context.tools.get(`${call.server}/${call.tool}`)?.inputSchema ?? {};
      const observations = Object.fromEntries(made);
      const { evaluate } = context;
      expect(
        await rebuildArguments({ task: draft, call: call.id, inputSchema, observations, evaluate }),
      ).toEqual({ ok: true, arguments: call.arguments });
    }
  }
});

test('a bad task is mended once, with the words of what was against it', async () => {
  const ask = await asks([proposing(broken, museums)]);
  const said = rendered({ ...ask, messages: ask.messages.slice(-1) });
  expect(said).toContain('1 of 2 tasks were accepted');
  expect(said).toContain('field distance: missing');
  expect(ask.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
  const { drafts, misfits } = await ends([proposing(broken, museums), proposing(transport)]);
  expect(drafts.map(({ frame }) => frame)).toEqual(['model count', 'model chain']);
  expect(misfits).toEqual([]);
});

test('what stays bad is given up with its reason', async () => {
  const { drafts, misfits } = await ends([proposing(broken, museums), proposing(broken)]);
  expect(drafts).toHaveLength(1);
  expect(misfits).toEqual([{ frame: 'model', reason: expect.stringContaining('missing') }]);
  const left = await ends([proposing(broken, museums), proposing()]);
  expect(left.misfits).toEqual([{ frame: 'model', reason: expect.stringContaining('missing') }]);
});

test.each([
  ['refused', [saying('I would rather not.', 'refusal')], 'the model refused'],
  ['cut off twice', [saying('', 'cut'), saying('', 'cut')], 'cut off'],
  ['malformed twice', [saying('Sure!'), calling('propose_tasks', {})], 'malformed'],
  ['without a task', [proposing()], 'no task'],
])('a reply that is %s ends it with the reason', async (_, replies, reason) => {
  const { drafts, misfits } = await ends(replies);
  expect([drafts, misfits]).toEqual([
    [],
    [{ frame: 'model', reason: expect.stringContaining(reason) }],
  ]);
});

test('a reply that was cut off is asked for again with twice the room, also when mending', async () => {
  const first = await asks([]);
  expect((await asks([saying('', 'cut')])).maxTokens).toBe(2 * first.maxTokens);
  expect((await asks([proposing(broken), saying('', 'cut')])).maxTokens).toBe(2 * first.maxTokens);
  const { drafts, misfits } = await ends([
    proposing(broken, museums),
    saying('', 'cut'),
    saying('', 'cut'),
  ]);
  expect([drafts.length, misfits.length]).toEqual([1, 2]);
});

test('JSON as text, also in a code fence, is taken too', async () => {
  const text = `Here:\n\`\`\`json\n${JSON.stringify({ tasks: [museums] })}\n\`\`\``;
  expect((await ends([saying(text)])).drafts).toHaveLength(1);
});

test('the same replies give the same, and replies behind the end are not read', async () => {
  const replies = [proposing(broken, museums), proposing(transport)];
  const once = await ends(replies);
  expect(await ends(replies)).toEqual(once);
  expect(await ends([...replies, proposing(museums)])).toEqual(once);
  expect(await asks(replies.slice(0, 1))).toEqual(await asks(replies.slice(0, 1)));
});

test('what was good stands before the rest is mended: it may never be', async () => {
  const { ask, drafts, misfits } = await nextWriting(input(), [proposing(broken, museums)]);
  expect(ask).toBeDefined();
  expect(drafts.map(({ frame }) => frame)).toEqual(['model count']);
  expect(misfits).toMatchObject([{ frame: 'model', reason: expect.stringContaining('distanse') }]);
});
