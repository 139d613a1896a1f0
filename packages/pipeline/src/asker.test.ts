import { FailureError } from '@firefly/contracts/failure';
import type { ModelReply } from '@firefly/contracts/model';
import { modelSpec } from '@firefly/contracts/model-spec';
import { useRun } from '@firefly/db/testing/run';
import type { Json } from '@firefly/domain/json';
import type { ModelRequest } from '@firefly/llm/model';
import { expect, test } from 'vitest';
import { type Asking, type Models, makeAsker, NoReplyError } from './asker.ts';
import { overspent } from './budget.ts';
import { aSpec } from './testing/seeding.ts';

const { database } = useRun();
const { signal } = new AbortController();
const stamp = { name: 'explore', version: 1, hash: 'h' };
const usage = { input: 10, cached: 0, written: 0, output: 5 };

const saying = (text: string): ModelReply => ({
  ...{ model: 'm', stop: 'end', content: [{ type: 'text', text }], usage },
});
const request = (text: string): ModelRequest => ({
  ...{ system: 's', tools: [], choice: 'none', maxTokens: 10 },
  messages: [{ role: 'user', content: [{ type: 'text', text }] }],
});

/** A model that says how often it was asked, or fails. */
function model(failure?: FailureError) {
  const asked: string[] = [];
  const models: Models = {
    model: {
      async ask(name) {
        asked.push(name);
        if (failure) throw failure;
        return saying(`answer ${asked.length}`);
      },
    },
    dollarsOf: () => 0.5,
    pricedOn: () => null,
  };
  return { asked, models };
}

let made = 0;
async function aRun(budgets: { tokens?: number; dollars?: number; minutes?: number } = {}) {
  made += 1;
  const id = `asking-${made}`;
  const model = modelSpec.parse({ models: 'm' });
  const spec = aSpec({ engine: 'anthropic', model, budgets }) as unknown as Json;
  await database().runs.create({ id, key: id, spec });
  const run = await database().runs.find(id);
  if (run === null) throw new Error('no run');
  return run;
}

const asking = (run: Asking['run'], more: Partial<Asking> = {}): Asking => ({
  ...{ run, owner: 'explore/0/0', stage: 'explore', model: 'm' },
  ...more,
});

test('what was answered is not asked again, by whoever goes on', async () => {
  const run = await aRun();
  const { asked, models } = model();
  const first = makeAsker({ db: database(), models }, asking(run));
  const one = await first.ask(request('a'), stamp, signal);
  await first.ask(request('b'), stamp, signal);
  const again = makeAsker({ db: database(), models }, asking(run));
  expect(await again.ask(request('a'), stamp, signal)).toEqual(one);
  expect(asked).toHaveLength(2);
  const spent = { requests: 2, dollars: 1, input: 20, output: 10, unpriced: 0 };
  expect(await database().modelCalls.spent(run.id)).toMatchObject(spent);
  expect(await again.ask(request('other'), stamp, signal)).toEqual(saying('answer 3'));
  // What was paid for an answer to another question stays in the ledger.
  expect(await database().modelCalls.spent(run.id)).toMatchObject({ requests: 3 });
  expect(await database().modelCalls.byOwner(run.id, 'explore/0/0')).toHaveLength(2);
});

test('a spent budget gives up what was asked for, and stops the run', async () => {
  const run = await aRun({ tokens: 15 });
  const { asked, models } = model();
  const asker = makeAsker({ db: database(), models }, asking(run));
  await asker.ask(request('a'), stamp, signal);
  await expect(asker.ask(request('b'), stamp, signal)).rejects.toThrow(NoReplyError);
  expect(asked).toHaveLength(1);
  expect((await database().runs.find(run.id))?.stopping).toBe('its budget of 15 tokens is spent');
  expect(await database().modelCalls.byOwner(run.id, 'explore/0/0')).toHaveLength(1);
});

test('a budget ends, too, where a server counts no tokens', async () => {
  const run = await aRun({ tokens: 30 });
  const uncounted = { input: 0, cached: 0, written: 0, output: 0 };
  const ask = async () => ({ ...saying('a long answer, of some words'), usage: uncounted });
  const models = { ...model().models, model: { ask } };
  const asker = makeAsker({ db: database(), models }, asking(run));
  await asker.ask(request('a'), stamp, signal);
  const { input, output, estimated } = await database().modelCalls.spent(run.id);
  expect(estimated).toBe(input + output);
  await expect(asker.ask(request('b'), stamp, signal)).rejects.toThrow('30 tokens is spent');
});

test('dollars of a model without a price have the run wait, before anybody is asked', async () => {
  const run = await aRun({ dollars: 5 });
  const { asked, models } = model();
  const asker = makeAsker({ db: database(), models }, asking(run));
  const kind = 'cancelled';
  await expect(asker.ask(request('a'), stamp, signal)).rejects.toMatchObject({ failure: { kind } });
  expect(asked).toEqual([]);
  const error = expect.stringContaining('no price is known for m: name one in FIREFLY_PRICES');
  expect(await database().runs.find(run.id)).toMatchObject({ status: 'paused', error });
  await database().runs.goOn(run.id, 'paused');
  const priced = { ...models, pricedOn: () => '2026-11-01' };
  const later = makeAsker({ db: database(), models: priced }, asking(run));
  expect(await later.ask(request('a'), stamp, signal)).toEqual(saying('answer 1'));
});

test('a model that answered nothing yet and refuses has the run wait; one that did loses this request', async () => {
  const refusing = (message: string, more: { caller?: true } = {}) =>
    model(new FailureError({ kind: 'permanent', message, ...more }));
  const noKey = refusing('status 401: no key', { caller: true }).models;
  const run = await aRun();
  const asker = makeAsker({ db: database(), models: noKey }, asking(run));
  const kind = 'cancelled';
  await expect(asker.ask(request('a'), stamp, signal)).rejects.toMatchObject({ failure: { kind } });
  const waiting = { status: 'paused', error: 'status 401: no key' };
  expect(await database().runs.find(run.id)).toMatchObject(waiting);

  const other = await aRun();
  const good = makeAsker({ db: database(), models: model().models }, asking(other));
  await good.ask(request('a'), stamp, signal);
  const later = asking(other, { owner: 'explore/0/1' });
  const tooLong = refusing('status 400: too long for status 401').models;
  const bad = makeAsker({ db: database(), models: tooLong }, later);
  await expect(bad.ask(request('a'), stamp, signal)).rejects.toThrow(NoReplyError);
  expect(await database().runs.find(other.id)).toMatchObject({ status: 'running' });
  const revoked = makeAsker({ db: database(), models: noKey }, later);
  await expect(revoked.ask(request('a'), stamp, signal)).rejects.toMatchObject({
    failure: { kind },
  });
  expect(await database().runs.find(other.id)).toMatchObject(waiting);
  await database().runs.goOn(other.id, 'paused');
  const resumed = { status: 'running', error: null, revision: other.revision + 1 };
  expect(await database().runs.find(other.id)).toMatchObject(resumed);
});

test('a provider without time puts the work off, and nothing is kept as paid for', async () => {
  const run = await aRun();
  const before = asking(run, { owner: 'explore/0/9' });
  await makeAsker({ db: database(), models: model().models }, before).ask(
    request('b'),
    stamp,
    signal,
  );
  const busy = model(new FailureError({ kind: 'transient', message: 'busy' }));
  const asker = makeAsker({ db: database(), models: busy.models }, asking(run));
  const failed = asker.ask(request('a'), stamp, signal);
  await expect(failed).rejects.toMatchObject({
    failure: { kind: 'transient', retryAfterMs: 15_000, holds: true },
  });
  expect(await database().modelCalls.byOwner(run.id, 'explore/0/0')).toEqual([]);
});

test('where nobody has answered yet the run waits at once, but not for one that says when to come back', async () => {
  const [away, crowded] = [await aRun(), await aRun()];
  const gone = new FailureError({ kind: 'transient', message: 'it cannot be reached' });
  const none = makeAsker({ db: database(), models: model(gone).models }, asking(away));
  await expect(none.ask(request('a'), stamp, signal)).rejects.toThrow('it cannot be reached');
  expect(await database().runs.find(away.id)).toMatchObject({
    ...{ status: 'paused', error: 'it cannot be reached' },
  });
  const full = new FailureError({ kind: 'transient', message: 'busy', retryAfterMs: 9_000 });
  const later = makeAsker({ db: database(), models: model(full).models }, asking(crowded));
  await expect(later.ask(request('a'), stamp, signal)).rejects.toThrow('busy');
  expect(await database().runs.find(crowded.id)).toMatchObject({ status: 'running' });
});

test('nobody waits for a provider once the minutes of the run are over', async () => {
  const run = await aRun({ minutes: 1 });
  const over = overspent({ minutes: 1 }, { calls: 0, ms: 61_000 }) ?? 'not over';
  for (const seconds of [0, 25, 50, 61])
    await database().runs.keep(run.id, new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)));
  const busy = model(new FailureError({ kind: 'transient', message: 'busy' }));
  const late = asking(run, { stage: 'judge' });
  const asker = makeAsker({ db: database(), models: busy.models }, late);
  const failed = asker.ask(request('a'), stamp, signal);
  await expect(failed).rejects.toThrow(`busy, and ${over}`);
  await expect(failed).rejects.toThrow(NoReplyError);
  // What is answered is taken, so that what was explored still becomes tasks.
  const good = makeAsker({ db: database(), models: model().models }, late);
  expect(await good.ask(request('a'), stamp, signal)).toEqual(saying('answer 1'));
});

test('what was cut off by a stop may have been paid for: it is marked when it is asked again', async () => {
  const run = await aRun();
  const stop = new AbortController();
  const cut = model(new FailureError({ kind: 'cancelled', message: 'stopped' }));
  stop.abort();
  const asker = makeAsker({ db: database(), models: cut.models }, asking(run));
  await expect(asker.ask(request('a'), stamp, stop.signal)).rejects.toThrow('stopped');
  const again = makeAsker({ db: database(), models: model().models }, asking(run));
  await again.ask(request('a'), stamp, signal);
  expect(await database().modelCalls.byOwner(run.id, 'explore/0/0')).toMatchObject([
    { uncertain: true, reply: saying('answer 1') },
  ]);
});

test('with a key a later run has the reply without paying, and who only reads asks nobody', async () => {
  const { asked, models } = model();
  const [one, two, three] = [await aRun(), await aRun(), await aRun()];
  for (const run of [one, two]) {
    const asker = makeAsker({ db: database(), models }, asking(run, { cacheKey: 'k1' }));
    const reply = await asker.ask(request(run.id), stamp, signal);
    expect(reply).toEqual(saying('answer 1'));
    await asker.keep([reply]);
  }
  expect(asked).toHaveLength(1);
  expect(await database().modelCalls.ledger(two.id)).toMatchObject([
    { requests: 0, remembered: 1 },
  ]);
  const reader = makeAsker({ db: database(), models }, asking(three, { known: true }));
  await expect(reader.ask(request('a'), stamp, signal)).rejects.toThrow(NoReplyError);
  expect(asked).toHaveLength(1);
});
