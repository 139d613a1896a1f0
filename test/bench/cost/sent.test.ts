import type { JsonObject } from '@firefly/domain/json';
import type { ScriptedReply, ScriptedRequest } from '@firefly/llm/testing/scripted';
import { tokensOf } from '@firefly/llm/testing/tokens';
import { expect, test } from 'vitest';
import { calling } from '../../e2e/models/replying.ts';
import { halfRejected, looked } from './half.ts';
import { bodyTokens, readTokens } from './read.ts';
import { allOf, makeCount, sums } from './sent.ts';

const text = (said: string): JsonObject => ({
  ...{ type: 'text', text: said, cache_control: { type: 'ephemeral' } },
});
const request = (names: readonly string[], ...said: string[]): ScriptedRequest => ({
  ...{ model: 'm', max_tokens: 10, system: [text('Be brief.')] },
  tools: names.map((name) => ({ name, description: 'A tool.', input_schema: {} })),
  messages: said.map((words, at) => ({
    ...{ role: at % 2 === 0 ? ('user' as const) : ('assistant' as const) },
    content: [text(words)],
  })),
});
const eight = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const two = calling('So.', [
  { tool: 'a', arguments: {} },
  { tool: 'b', arguments: {} },
]);
const finish = calling('Done.', [{ tool: 'finish', arguments: {} }]);
const explore = (opening: string, ...more: string[]) =>
  request([...eight, 'finish'], opening, ...more);

test('a model reads texts as they are; as JSON their quotes count, too, and marks of caches never do', () => {
  const asked = request([], 'He said "no".');
  expect(readTokens(asked)).toBe(tokensOf('Be brief.') + tokensOf('He said "no".'));
  expect(bodyTokens(asked)).toBeGreaterThan(readTokens(asked));
});

test('requests that begin alike are one conversation, whose calls are counted', () => {
  const count = makeCount();
  count.add(explore('One.'), two);
  count.add(explore('One.', 'So.', 'Found.'), two);
  count.add(explore('One.', 'So.', 'Found.', 'So.', 'Found.'), finish);
  count.add(explore('Two.'), finish);
  expect(count.of('explore')).toMatchObject([
    { requests: 3, calls: 4, tools: 8 },
    { requests: 1, calls: 0, tools: 8 },
  ]);
  expect(looked(count)).toHaveLength(1);
});

test('where half is rejected, a task takes two explorations, writings and opinions, and its share of the rest', () => {
  const count = makeCount();
  const fenced = ['c1', 'c2', 'c3', 'c4'].map(
    (id, at) => `<data-${at} name="${id}">\na {}\n[1]\n</data-${at}>`,
  );
  const say = (names: readonly string[], opening: string, reply: ScriptedReply) =>
    count.add(request(names, opening), reply);
  count.add(explore('One.'), two);
  count.add(explore('One.', 'So.', 'Found.'), two);
  say(['sort_tools'], 'Sort.', finish);
  say(['list_edges'], 'Link.', finish);
  say(['propose_tasks'], fenced.join('\n'), finish);
  say(['give_opinion'], 'Judge.', finish);
  say(['give_opinion'], 'Judge.', finish);
  const all = new Map(sums(count).map(([asked, used]) => [asked, allOf(used)]));
  expect(halfRejected(count, 5)).toEqual([
    ['qualify', (all.get('qualify') ?? 0) / 5],
    ['link', (all.get('link') ?? 0) / 5],
    ['explore', 2 * (all.get('explore') ?? 0)],
    ['write', 2 * (all.get('write') ?? 0)],
    ['judge', all.get('judge') ?? 0],
  ]);
});
