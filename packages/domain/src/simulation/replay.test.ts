import { expect, test } from 'vitest';
import { requestKey, stateKey } from '../identity.ts';
import type { JsonObject } from '../json.ts';
import { type ReplayRequest, type ReplayTool, replay, type StoredReply } from './replay.ts';

const read: ReplayTool = { server: 's', name: 'read', fingerprint: 'f1', readOnly: true };
const write: ReplayTool = { server: 's', name: 'write', fingerprint: 'f2', readOnly: false };
const other: ReplayTool = { server: 'o', name: 'read', fingerprint: 'f3', readOnly: true };

const asked = (tool: ReplayTool, args: JsonObject = {}): ReplayRequest => ({
  server: tool.server,
  tool: tool.name,
  arguments: args,
});
const keyOf = (tool: ReplayTool, args: JsonObject, changes: readonly JsonObject[] = []) =>
  requestKey({
    server: tool.server,
    fingerprint: tool.fingerprint,
    arguments: args,
    state_key: stateKey(changes.map((change) => ({ fingerprint: 'f2', arguments: change }))),
  });
const reply = (id: string, kind: StoredReply['kind'] = 'result'): StoredReply => ({
  id,
  kind,
  response: `{"id":"${id}"}`,
  succeeded: kind === 'result',
});
const source = (replies: Record<string, StoredReply[]>) => ({
  find: (key: string) => replies[key] ?? [],
});

test('an exact request gets its recorded response, whatever the order of its keys', () => {
  const replies = source({ [keyOf(read, { a: 1, b: 2 })]: [reply('r1')] });
  const { answer } = replay({}, asked(read, { b: 2, a: 1 }), read, replies);
  expect(answer).toEqual({
    tier: 'exact',
    recording: 'r1',
    answeredBy: keyOf(read, { a: 1, b: 2 }),
    kind: 'result',
    response: '{"id":"r1"}',
    succeeded: true,
  });
});

test('recorded errors are replayed', () => {
  const replies = source({ [keyOf(read, {})]: [reply('r1', 'error')] });
  expect(replay({}, asked(read), read, replies).answer).toMatchObject({
    tier: 'exact',
    kind: 'error',
  });
});

test('what was not recorded is a truthful error', () => {
  const { answer } = replay({}, asked(read, { x: 1 }), read, source({}));
  expect(answer).toMatchObject({ tier: 'miss', recording: null, kind: 'result' });
  expect(JSON.parse(answer.response)).toEqual({
    isError: true,
    content: [{ type: 'text', text: expect.stringContaining('not recorded') }],
  });
});

test('a tool that is not offered is an unknown tool', () => {
  const { answer } = replay({}, asked(read), undefined, source({}));
  expect(answer).toMatchObject({ tier: 'miss', kind: 'error' });
  expect(JSON.parse(answer.response)).toMatchObject({ code: -32602 });
});

test('changes lead to another state on their own server only; reading does not', () => {
  const replies = source({
    [keyOf(read, {})]: [reply('before')],
    [keyOf(write, { v: 1 })]: [reply('written')],
    [keyOf(read, {}, [{ v: 1 }])]: [reply('after')],
    [keyOf(other, {})]: [reply('other')],
  });
  let state = {};
  const ask = (tool: ReplayTool, args: JsonObject = {}) => {
    const step = replay(state, asked(tool, args), tool, replies);
    state = step.state;
    return step.answer.recording;
  };
  expect([ask(read), ask(read)]).toEqual(['before', 'before']);
  expect(ask(write, { v: 1 })).toBe('written');
  expect([ask(read), ask(other)]).toEqual(['after', 'other']);
  expect(ask(write, { v: 2 })).toBeNull();
  // An unrecorded change makes the state unknown, and an answer of before would be false.
  expect(ask(read)).toBeNull();
});

test('of several answers to one request the preferred one counts, else the first', () => {
  const replies = source({ [keyOf(read, {})]: [reply('r1'), reply('r2')] });
  const pick = (id?: string) =>
    replay({}, asked(read), read, replies, (one) => one.id === id).answer.recording;
  expect([pick(), pick('r2'), pick('r9')]).toEqual(['r1', 'r2', 'r1']);
});
