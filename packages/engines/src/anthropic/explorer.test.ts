import type { ModelBlock } from '@firefly/contracts/model';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exploreNext } from './explorer.ts';
import { reply, text, use } from './testing/reply.ts';
import { explore, town } from './testing/town.ts';

const search = (query: string) => use('geo__search_cities', { query });
const detail = (query: string) => use('geo__get_city', { id: `id-of-${query}` });

/** The last message that the model was sent. */
const lastOf = ({ end }: ReturnType<typeof explore>): readonly ModelBlock[] =>
  'ask' in end ? (end.ask.messages.at(-1)?.content ?? []) : [];
const resultsOf = (run: ReturnType<typeof explore>): [text: string, isError: boolean][] =>
  lastOf(run).flatMap((block) =>
    block.type === 'tool_result' ? [[block.content, block.is_error === true]] : [],
  );

const block = fc.oneof(
  fc.constantFrom('Lausanne', 'Bern', 'Basel').map(search),
  fc.constantFrom('Lausanne', 'Bern', 'Basel', 'Chur').map(detail),
  fc
    .constant(['maps__distance', { from: [46, 6], to: [47, 7] }] as const)
    .map(([a, b]) => use(a, { ...b, from: [...b.from], to: [...b.to] })),
  fc.constant('x').map((place) => use('maps__broken', { place })),
  fc.json().map((input) => use('geo__get_city', JSON.parse(input))),
  fc.string().map((name) => use(name, {})),
  fc.string().map(text),
);
const replies = fc.array(
  fc
    .record({
      content: fc.array(block, { maxLength: 4 }),
      stop: fc.option(fc.constantFrom('end', 'tools', 'cut', 'refusal'), {
        nil: undefined,
        freq: 4,
      }),
    })
    .map(({ content, stop }) => reply(content, stop)),
  { maxLength: 14 },
);

test('any replies: it ends or asks, within its limits, and the same events give the same step', () => {
  fc.assert(
    fc.property(replies, (said) => {
      const run = explore(said);
      expect(run.calls.length).toBeLessThanOrEqual(town.limits.calls);
      const made = run.calls.map((call) => JSON.stringify([call.tool, call.arguments]));
      expect(new Set(made).size).toBe(made.length);
      for (const { replies: at, calls, step } of run.steps) {
        expect(exploreNext(town, said.slice(0, at), run.calls.slice(0, calls))).toEqual(step);
        expect(at).toBeLessThanOrEqual(town.limits.turns);
      }
    }),
  );
});

test('what was said before stands in the next request as it was: the cache finds it', () => {
  fc.assert(
    fc.property(replies, (said) => {
      const asks = explore(said).steps.flatMap(({ step }) => ('ask' in step ? [step.ask] : []));
      for (const [at, ask] of asks.entries()) {
        const next = asks[at + 1];
        if (next === undefined) continue;
        expect(next.messages.slice(0, ask.messages.length)).toEqual(ask.messages);
        expect([next.system, next.tools]).toEqual([ask.system, ask.tools]);
      }
      for (const { messages } of asks)
        expect(messages.map(({ role }) => role)).toEqual(
          messages.map((_, at) => (at % 2 === 0 ? 'user' : 'assistant')),
        );
    }),
  );
});

test('every call is answered, in the order of the reply', () => {
  const run = explore([
    reply([text('Both at once.'), search('Bern'), use('nope', {}), search('Basel')]),
  ]);
  expect(run.calls.map((call) => call.arguments)).toEqual([{ query: 'Bern' }, { query: 'Basel' }]);
  expect(resultsOf(run).map(([, isError]) => isError)).toEqual([false, true, false]);
});

test('enough: four answers with something to ask for, one of them needed for another', () => {
  const all = ['Bern', 'Basel', 'Chur', 'Genf'].map(search);
  expect(explore([reply(all)]).end).toHaveProperty('ask');
  const linked = [search('Bern'), search('Basel'), search('Chur')];
  expect(explore([reply(linked), reply([detail('Bern')])]).end).toEqual({ stop: 'complete' });
  // A value that the opening names shows nothing by coming back.
  const known = reply([
    search('Lausanne'),
    use('geo__get_city', { id: 'Lausanne' }),
    search('Bern'),
  ]);
  expect(explore([known, reply([search('Basel')])]).end).toHaveProperty('ask');
  // Where nothing is linked, nobody can ask for a link.
  const alone = { ...town, plan: { ...town.plan, edges: [] } };
  expect(explore([reply(all)], alone).end).toEqual({ stop: 'complete' });
});

test('the model finishes: two answers are something, fewer are not, and why is kept', () => {
  const finish = (why: string) => use('finish', { why });
  const some = explore([reply([search('Bern'), search('Basel'), finish('')])]);
  expect(some.end).toEqual({ stop: 'complete' });
  const none = explore([reply([search('Bern')]), reply([finish('  nothing   more  ')])]);
  expect(none.end).toEqual({
    stop: 'stuck',
    reason: 'the model finished: nothing   more, and 1 of its calls succeeded',
  });
});

test('calls and turns end', () => {
  const limits = { ...town.limits, calls: 2, turns: 3 };
  const cities = ['A', 'B', 'C'].map((name) => reply([search(name)]));
  expect(explore(cities, { ...town, limits }).end).toEqual({ stop: 'complete' });
  const turns = explore(
    ['x', 'y', 'z'].map((name) => reply([use(name, {})])),
    { ...town, limits },
  );
  expect(turns.end).toEqual({
    stop: 'stuck',
    reason: 'all turns were used up, and 0 of its calls succeeded',
  });
});

test('a model that only talks is told once', () => {
  const run = explore([reply([text('I would search.')])]);
  expect(lastOf(run)).toEqual([text('Call a tool, or finish.')]);
  expect(explore([reply([text('I would.')]), reply([])]).end).toEqual({
    stop: 'stuck',
    reason: 'the model called no tool, and 0 of its calls succeeded',
  });
});

test('a reply that was cut off is asked for once more, with room for twice as much', () => {
  const cut = reply([search('Ber')], 'cut');
  const once = explore([cut]);
  expect(once.calls).toEqual([]);
  expect(once.end).toMatchObject({ ask: { maxTokens: town.limits.maxTokens * 2 } });
  expect(lastOf(once)).toEqual(lastOf(explore([])));
  expect(explore([cut, cut]).end).toEqual({
    stop: 'stuck',
    reason: "the model's reply was cut off twice",
  });
  const later = explore([cut, reply([search('Bern')]), cut]);
  expect(later.end).toMatchObject({ ask: { maxTokens: town.limits.maxTokens * 2 } });
});

test('a refusal ends it', () => {
  const refusal = reply([text('I will not.')], 'refusal');
  expect(explore([reply([search('Bern'), search('Basel')]), refusal]).end).toEqual({
    stop: 'stuck',
    reason: 'the model refused',
  });
});

test('a menu without a tool that can be offered is not explored', () => {
  expect(exploreNext({ ...town, tools: new Map() }, [], [])).toEqual({
    stop: 'stuck',
    reason: 'no tool of the menu can be offered to a model',
  });
});
