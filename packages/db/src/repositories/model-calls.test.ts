import type { ModelReply } from '@firefly/contracts/model';
import { expect, test } from 'vitest';
import { useRun } from '../testing/run.ts';

const { database, runId } = useRun();

const reply = (output: number): ModelReply => ({
  ...{ model: 'm-1', stop: 'end', content: [{ type: 'text', text: 'a\u0000\ud800' }] },
  usage: { input: 10, cached: 2, written: 3, output },
});
const call = (owner: string, ordinal: number) => ({
  ...{ runId: runId(), owner, ordinal, stage: 'explore' as const, model: 'm' },
  ...{ prompt: { name: 'explorer', version: 1, hash: 'h' }, requestHash: 'r' },
});

test('a reply is kept to the character, and asked for once', async () => {
  const { modelCalls } = database();
  const one = call('explore/0/0', 0);
  expect(await modelCalls.begin(one)).toMatchObject({ reply: null, uncertain: false });
  await modelCalls.finish(one, reply(5), { dollars: 0.5 });
  await modelCalls.finish(one, reply(9), { dollars: 9 });
  const again = await modelCalls.begin({ ...one, requestHash: 'another' });
  expect(again).toEqual({
    ...one,
    ...{ reply: reply(5), dollars: 0.5, remembered: false, uncertain: false },
  });
});

test('replies to other questions are put aside, again and again, and stay in the ledger', async () => {
  const { modelCalls } = database();
  const one = call('explore/1/0', 0);
  for (const output of [1, 2, 3]) {
    await modelCalls.begin(one);
    expect(await modelCalls.finish(one, reply(output), { dollars: null })).toEqual(reply(output));
    await modelCalls.setAside(one);
  }
  expect(await modelCalls.byOwner(runId(), 'explore/1/0')).toEqual([]);
  const [row] = (await modelCalls.ledger(runId())).filter(({ stage }) => stage === 'explore');
  expect(row?.unpriced).toBe(3);
});

test('a request without a reply is uncertain once it is asked again', async () => {
  const { modelCalls } = database();
  const one = call('explore/0/1', 0);
  await modelCalls.begin(one);
  expect(await modelCalls.begin(one)).toMatchObject({ reply: null, uncertain: true });
  await modelCalls.finish(one, reply(1), { dollars: null });
  expect(await modelCalls.byOwner(runId(), 'explore/0/1')).toMatchObject([
    { reply: reply(1), uncertain: true, dollars: null },
  ]);
});

test('a request that was refused is forgotten, one that may have been paid for is not', async () => {
  const { modelCalls } = database();
  const [refused, cut] = [call('explore/0/3', 0), call('explore/0/3', 1)];
  await modelCalls.begin(refused);
  await modelCalls.abandon(refused);
  await modelCalls.begin(cut);
  await modelCalls.begin(cut);
  await modelCalls.abandon(cut);
  expect(await modelCalls.byOwner(runId(), 'explore/0/3')).toMatchObject([{ ordinal: 1 }]);
});

test('what was spent counts replies, without those that an earlier run had paid for', async () => {
  const { modelCalls } = database();
  await modelCalls.begin(call('explore/0/2', 0));
  await modelCalls.begin(call('explore/0/2', 1));
  const known = { ...call('link/x', 0), stage: 'link' as const };
  await modelCalls.begin(known);
  await modelCalls.finish(call('explore/0/2', 0), reply(7), {
    ...{ dollars: 0.25, durationMs: 50 },
  });
  await modelCalls.finish(known, reply(100), { dollars: 0, remembered: true });
  const counted = { estimated: 0, unpriced: 0 };
  const spent = { input: 10, cached: 2, written: 3, output: 7, dollars: 0.25, ...counted };
  expect(await modelCalls.spent(runId())).toEqual({ ...spent, requests: 1, durationMs: 50 });
  const others = ['explore/0/9', 'link/x'];
  expect(await modelCalls.spent(runId(), others)).toMatchObject({ requests: 0, output: 0 });
  const both = ['explore/0/9', 'explore/0/2'];
  expect(await modelCalls.spent(runId(), both)).toMatchObject({ requests: 1, output: 7 });
  const none = { input: 0, cached: 0, written: 0, output: 0, dollars: 0, requests: 0, ...counted };
  expect(await modelCalls.ledger(runId())).toEqual([
    { stage: 'explore', model: 'm', ...spent, requests: 1, remembered: 0 },
    { stage: 'link', model: 'm', ...none, remembered: 1 },
  ]);
});

test('what a provider did not count stands in the sums, and how much of them that is', async () => {
  const { modelCalls } = database();
  const one = call('solve/uncounted', 0);
  await modelCalls.begin(one);
  const usage = { input: 90, cached: 0, written: 0, output: 10 };
  await modelCalls.finish(one, reply(0), { dollars: 0.5, usage, estimated: 100 });
  const spent = await modelCalls.spent(runId(), ['solve/uncounted']);
  expect(spent).toMatchObject({ ...usage, estimated: 100, dollars: 0.5 });
  const [kept] = await modelCalls.byOwner(runId(), 'solve/uncounted');
  expect(kept?.reply).toEqual(reply(0));
});

test('a reply is remembered by its key, the first one', async () => {
  const { modelCalls } = database();
  expect(await modelCalls.memo('k')).toBeNull();
  await modelCalls.remember('k', reply(1));
  await modelCalls.remember('k', reply(2));
  expect(await modelCalls.memo('k')).toEqual(reply(1));
});

test('models and their prompts are told once, answered or not', async () => {
  const { modelCalls } = database();
  for (const ordinal of [0, 1]) await modelCalls.begin(call('solve/asked', ordinal));
  const prompt = { name: 'other', version: 2, hash: 'h2' };
  await modelCalls.begin({ ...call('solve/asked', 2), prompt });
  const asked = await modelCalls.asked(runId());
  expect(asked.filter((one) => one.prompt.name === 'other')).toEqual([
    { stage: 'explore', model: 'm', prompt },
  ]);
  const keys = asked.map((one) => JSON.stringify(one));
  expect(new Set(keys).size).toBe(keys.length);
});
