import { expect, test } from 'vitest';
import { requestKey } from '../identity.ts';
import type { JsonObject } from '../json.ts';
import { memorySource, recorded } from './testing/memory-source.ts';
import { toolTiers } from './tiers.ts';
import { type TierRecording, type ToolSwitches, unmeasured } from './tool-index.ts';

const inputSchema: JsonObject = {
  type: 'object',
  properties: {
    query: { type: 'string' },
    limit: { type: 'integer', default: 5 },
    units: { type: 'string' },
  },
  required: ['query'],
};
const tool = { server: 's', name: 'find', fingerprint: 'f', readOnly: true, inputSchema };
const alike: ToolSwitches = { ...unmeasured, similar: { threshold: 0.3 } };

const ask = (
  all: readonly TierRecording[],
  args: JsonObject,
  switches: ToolSwitches = unmeasured,
  of: { readonly readOnly?: boolean; readonly stateKey?: string } = {},
) =>
  toolTiers({ ...tool, readOnly: of.readOnly ?? true }, switches, memorySource(all))
    .answer(args, of.stateKey ?? null)
    .then((answer) => answer && [answer.rule, answer.recording]);

test('defaults are filled on both sides, in the same state only', async () => {
  const short = recorded('short', { query: 'a' });
  const full = recorded('full', { query: 'b', limit: 5 });
  expect(await ask([short, full], { query: 'a', limit: 5 })).toEqual(['defaults', 'short']);
  expect(await ask([short, full], { query: 'b' })).toEqual(['defaults', 'full']);
  expect(await ask([short, full], { query: 'a', limit: 6 })).toBeNull();
  expect(await ask([short], { query: 'a', limit: 5 }, unmeasured, { stateKey: 's' })).toBeNull();
  const stated = recorded('stated', { query: 'a' }, 'x', { state_key: 's' });
  const of = { stateKey: 's', readOnly: false };
  expect(await ask([short, stated], { query: 'a', limit: 5 }, unmeasured, of)).toEqual([
    'defaults',
    'stated',
  ]);
  const off = { ...unmeasured, defaults: false };
  expect(await ask([short], { query: 'a', limit: 5 }, off)).toBeNull();
});

test('an answer says which recorded request it is of', async () => {
  const all = [recorded('r', { query: 'a' })];
  const answer = await toolTiers(tool, unmeasured, memorySource(all)).answer(
    { query: 'a', limit: 5 },
    null,
  );
  const { server, fingerprint } = tool;
  const key = requestKey({ server, fingerprint, arguments: { query: 'a' }, state_key: null });
  expect(answer).toEqual({
    ...{ tier: 'normalized', rule: 'defaults', recording: 'r', answeredBy: key },
    ...{ kind: 'result', response: all[0]?.response, succeeded: true },
  });
});

test('a rewrite answers where it is switched on, for tools that only read', async () => {
  const all = [recorded('r', { query: 'Riga' })];
  const on: ToolSwitches = { ...unmeasured, rewrites: ['spaces', 'case'] };
  expect(await ask(all, { query: 'riga', limit: 5 })).toBeNull();
  expect(await ask(all, { query: 'riga', limit: 5 }, on)).toEqual(['case', 'r']);
  // Measured one by one, they answer one by one.
  expect(await ask(all, { query: ' riga' }, on)).toBeNull();
  expect(await ask(all, { query: 'riga' }, on, { readOnly: false })).toBeNull();
});

test('of several replies the preferred one counts, and no response is read before it is wanted', async () => {
  const source = memorySource(['a', 'b', 'c'].map((id) => recorded(id, { query: 'q' })));
  const tiers = toolTiers(tool, unmeasured, source);
  const pick = async (id: string) =>
    (await tiers.answer({ query: 'q', limit: 5 }, null, { prefer: (one) => one.id === id }))
      ?.recording;
  expect(await tiers.answer({ query: 'other' }, null)).toBeNull();
  expect(source.reads).toEqual([]);
  expect([await pick('b'), await pick('none')]).toEqual(['b', 'a']);
});

test('a like request is answered above the threshold, unless it shows or failed', async () => {
  const all = [recorded('r', { query: 'boats of the harbour' }, '12 boats')];
  expect(await ask(all, { query: 'boats in the harbour' }, alike)).toEqual(['similar', 'r']);
  expect(await ask(all, { query: 'boats in the harbour' })).toBeNull();
  expect(await ask(all, { query: 'boats in the harbour' }, alike, { readOnly: false })).toBeNull();
  expect(await ask(all, { query: 'boats in the harbour' }, alike, { stateKey: 's' })).toBeNull();
  const strict: ToolSwitches = { ...alike, similar: { threshold: 0.99 } };
  expect(await ask(all, { query: 'boats in the harbour' }, strict)).toBeNull();
  // "harbours" begins like a word of this answer.
  const shown = [recorded('r', { query: 'boats of the harbour' }, 'No harbor found')];
  expect(await ask(shown, { query: 'boats of the harbor' }, alike)).toBeNull();
  const failed = [recorded('r', { query: 'boats of the harbour' }, 'busy', { isError: true })];
  expect(await ask(failed, { query: 'boats in the harbour' }, alike)).toBeNull();
});

test('wrong arguments get the error of the server, or nothing', async () => {
  const probe = recorded('probe', {}, 'Missing required parameter: query', { isError: true });
  const all = [probe, recorded('r', { query: 'a' })];
  const missing = toolTiers(
    { ...tool, inputSchema: { ...inputSchema, required: ['query', 'units'] } },
    alike,
    memorySource([
      recorded('p', { units: 'km' }, 'Missing required parameter: query', { isError: true }),
    ]),
  );
  expect(await missing.answer({ query: 'a' }, null)).toEqual({
    tier: 'normalized',
    rule: 'schema-violation',
    recording: 'p',
    answeredBy: null,
    kind: 'result',
    succeeded: false,
    response: recorded('', {}, 'Missing required parameter: units', { isError: true }).response,
  });
  expect(await missing.answer({}, null)).toBeNull();
  expect(await ask(all, { units: 'km' }, alike)).toEqual(['schema-violation', 'probe']);
  // Of another kind, more than one thing, or not seen to be refused: a miss.
  expect(await ask(all, { query: 7 }, alike)).toBeNull();
  expect(await ask(all, { limit: 'x' }, alike)).toBeNull();
  expect(await ask([recorded('lax', {}, 'fine')], { units: 'km' }, alike)).toBeNull();
});

test('arguments that are held out, or nested without end, are a miss', async () => {
  const tiers = toolTiers(tool, alike, memorySource([recorded('r', { query: 'a b' })]));
  expect(await tiers.answer({ query: 'a b', limit: 5 }, null)).not.toBeNull();
  expect(await tiers.answer({ query: 'a b', limit: 5 }, null, { without: () => true })).toBeNull();
  let deep: JsonObject = {};
  for (let level = 0; level < 50_000; level += 1) deep = { a: deep };
  expect(await tiers.answer(deep, null)).toBeNull();
});
