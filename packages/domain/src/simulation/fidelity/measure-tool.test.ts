import { expect, test } from 'vitest';
import type { JsonObject } from '../../json.ts';
import { memorySource, recorded } from '../testing/memory-source.ts';
import type { TierRecording } from '../tool-index.ts';
import type { RatedRule, ToolFidelity } from './fidelity.ts';
import { measureTool } from './measure-tool.ts';

const inputSchema: JsonObject = {
  type: 'object',
  properties: { query: { type: 'string' }, limit: { type: 'integer', default: 5 } },
  required: ['query'],
};
const tool = { server: 's', name: 'find', fingerprint: 'f', readOnly: true, inputSchema };

async function measured(
  all: readonly TierRecording[],
  options: { readOnly?: boolean; most?: number; seed?: number } = {},
): Promise<ToolFidelity> {
  const { readOnly = true, most = 10_000, seed = 7 } = options;
  return measureTool({ ...tool, readOnly }, memorySource(all), { seed, most });
}
const rate = ({ rates }: ToolFidelity, rule: RatedRule) => rates.find((one) => one.rule === rule);

/** Letters alone, another for each number, none like another. */
const name = (at: number): string =>
  [...`${at * 7919 + 1_000_003}`].map((digit) => 'bdfghklmnp'[Number(digit)]).join('');

/** The same question in two spellings; `odd` of them get another answer in the second. */
const spelled = (count: number, odd: number): TierRecording[] =>
  Array.from({ length: count }, (_, at) => [
    recorded(`a${at}`, { query: name(at) }, `{"id":${at},"more":true}`),
    recorded(
      `b${at}`,
      { query: name(at).toUpperCase() },
      at < odd ? `{"id":-1,"more":true}` : `{"id":${at},"more":true}`,
    ),
  ]).flat();

test('a rewrite is switched on by 299 pairs without a false answer, each pair counted once', async () => {
  const held = await measured(spelled(299, 0));
  expect(rate(held, 'case')).toMatchObject({
    ...{ answered: 598, equal: 598, pairs: 299, false_pairs: 0, threshold: null },
    ...{ fields: { equal: 1_196, all: 1_196 }, false_answers: { error: 0, other: 0 } },
  });
  expect(held.switches).toEqual({ defaults: true, rewrites: ['case'], similar: null });
  expect(held.answers).toEqual({ exact: 0, normalized: 598, similar: 0, miss: 0 });
  expect((await measured(spelled(298, 0))).switches.rewrites).toEqual([]);
});

test('false answers switch it off, and are told field by field', async () => {
  const held = await measured(spelled(299, 1));
  expect(rate(held, 'case')).toMatchObject({
    ...{ answered: 598, equal: 596, pairs: 299, false_pairs: 1 },
    ...{ fields: { equal: 1_194, all: 1_196 }, false_answers: { error: 0, other: 2 } },
  });
  expect(held.switches.rewrites).toEqual([]);
  expect(held.answers.miss).toBe(598);
  expect((await measured(spelled(299, 0), { readOnly: false })).switches.rewrites).toEqual([]);
});

test('defaults stay on until they were false', async () => {
  const pair = (text: string) => [
    recorded('a', { query: 'x' }, 'one'),
    recorded('b', { query: 'x', limit: 5 }, text),
  ];
  const good = await measured(pair('one'));
  expect(rate(good, 'defaults')).toMatchObject({ answered: 2, equal: 2, pairs: 1, upper: 0.95 });
  expect(good.switches.defaults).toBe(true);
  const bad = await measured(pair('two'));
  expect(rate(bad, 'defaults')).toMatchObject({ answered: 2, false_pairs: 1 });
  expect(bad.switches.defaults).toBe(false);
  expect(bad.answers).toEqual({ exact: 0, normalized: 0, similar: 0, miss: 2 });
  const error = recorded('b', { query: 'x', limit: 5 }, 'busy', { isError: true });
  const failing = await measured([...pair('one').slice(0, 1), error]);
  expect(rate(failing, 'defaults')?.false_answers).toEqual({ error: 1, other: 1 });
});

test('like requests: the lowest threshold that keeps its share of the bound', async () => {
  const alike = (count: number, odd: number) =>
    Array.from({ length: count }, (_, at) => [
      recorded(`a${at}`, { query: `boats of ${name(at)} harbour` }, `{"id":${at}}`),
      recorded(`b${at}`, { query: `boats in ${name(at)} harbour` }, `{"id":${at < odd ? -1 : at}}`),
    ]).flat();
  const good = await measured(alike(420, 0));
  expect(good.switches.similar).toEqual({ threshold: 0.5 });
  expect(rate(good, 'similar')).toMatchObject({ threshold: 0.5, pairs: 420, false_pairs: 0 });
  expect(good.answers).toMatchObject({ similar: 840, miss: 0 });
  // Enough for one threshold, not for the best of three.
  expect((await measured(alike(350, 0))).switches.similar).toBeNull();
  expect((await measured(alike(420, 30))).switches.similar).toBeNull();
});

test('the exact tier tells whether the server says the same twice', async () => {
  const twice = (text: string) => [
    recorded('a', { query: 'x' }, 'one'),
    recorded('b', { query: 'x' }, text),
    recorded('c', { query: 'y' }, 'three'),
  ];
  const same = await measured(twice('one'));
  expect(rate(same, 'exact')).toMatchObject({ answered: 2, equal: 2, pairs: 1, false_pairs: 0 });
  expect(same.answers).toEqual({ exact: 2, normalized: 0, similar: 0, miss: 1 });
  expect(rate(await measured(twice('two')), 'exact')).toMatchObject({ equal: 0, false_pairs: 1 });
});

test('the errors of a server for wrong arguments are measured, too', async () => {
  const missing = recorded('m', { limit: 1 }, 'Missing required parameter: query', {
    isError: true,
  });
  const again = recorded('n', {}, 'Missing required parameter: query', { isError: true });
  const held = await measured([missing, again]);
  expect(rate(held, 'schema-violation')).toMatchObject({ answered: 2, equal: 2 });
});

test('a large tool is sampled, by the seed alone', async () => {
  const all = spelled(100, 10);
  const [one, again, other] = [
    await measured(all, { most: 50 }),
    await measured(all, { most: 50 }),
    await measured(all, { most: 50, seed: 8 }),
  ];
  expect(one).toEqual(again);
  expect(one).not.toEqual(other);
  expect([one.asked, one.recordings]).toEqual([50, 200]);
});
