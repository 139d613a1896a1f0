import { recordingOf, sampleTasks } from '@firefly/bundle/testing/sample-bundle';
import { sampleTools } from '@firefly/bundle/testing/sample-tools';
import { canonicalJson } from '@firefly/domain/identity';
import type { JsonObject } from '@firefly/domain/json';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boats } from '../testing/mcp-samples.ts';
import { ask, open, runningSimulator } from '../testing/running.ts';

// One task that offers every tool but the one that changes state.
const readOnly = sampleTools.filter(({ name }) => name !== 'paint_boat');
const task = { ...boats, offered_tools: readOnly.map(({ server, name }) => `${server}/${name}`) };
const tasks = [...sampleTasks.filter(({ id }) => id !== boats.id), task];
const recorded = new Map(
  tasks
    .flatMap(({ calls }) => calls)
    .map((one) => recordingOf(one, []))
    .map(({ server, tool, arguments: args, response }) => [
      canonicalJson([server, tool, args]),
      response,
    ]),
);

/** Posts the text of a call as it stands: `JSON.stringify` would leave things out. */
async function call(url: string, token: string, text: string) {
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: text };
  const response = await fetch(`${url}/v1/sessions/${token}/call`, init);
  return { status: response.status, body: JSON.parse(await response.text()) };
}

const tierOf = (body: { _meta?: object }): string =>
  (body._meta as { 'dev.firefly/replay': { tier: string } })['dev.firefly/replay'].tier;

test('whatever the arguments, what was recorded of them is given, and nothing else is', async () => {
  await using simulator = await runningSimulator(tasks);
  const token = await open(simulator.url, task.id, { budget: { calls: 10_000 } });
  const known = [...recorded.keys()].map((key) => JSON.parse(key) as [string, string, JsonObject]);
  const key = fc.oneof(
    fc.constantFrom('__proto__', 'constructor', 'toString', 'city', 'names', 'query', 'from'),
    fc.string(),
  );
  const anything = fc.oneof(fc.dictionary(key, fc.jsonValue()), fc.constant({}));
  const ofTool = fc
    .constantFrom(...readOnly)
    .chain(({ server, name }) =>
      anything.map((args): [string, string, JsonObject] => [server, name, args as JsonObject]),
    );
  // A recorded request, or that with one thing beside, or for another tool.
  const near = fc
    .tuple(fc.constantFrom(...known), fc.option(fc.tuple(key, fc.jsonValue())))
    .map(([[server, tool, args], more]): [string, string, JsonObject] => [
      ...([server, tool] as const),
      more === null ? args : ({ ...args, ...Object.fromEntries([more]) } as JsonObject),
    ]);
  await fc.assert(
    fc.asyncProperty(fc.oneof(ofTool, near), async ([server, tool, args]) => {
      const { status, body } = await call(
        ...([simulator.url, token] as const),
        JSON.stringify({ server, tool, arguments: args }),
      );
      expect(status).toBe(200);
      const response = recorded.get(canonicalJson([server, tool, args]));
      expect(tierOf(body)).toBe(response === undefined ? 'miss' : 'exact');
      if (response === undefined) expect(body.result.isError).toBe(true);
      else expect(body.result).toEqual(JSON.parse(response));
    }),
    { numRuns: 500 },
  );
});

const deep = '['.repeat(100_000) + ']'.repeat(100_000);
test.for([
  '{"city":"\\ud800"}',
  '{"city":"riga","\\udfff":1}',
  '{"city":"riga","__proto__":{"city":"riga"}}',
  '{"__proto__":{"city":"riga"}}',
  '{"constructor":{"prototype":{"city":"riga"}}}',
  '{"city":1e999}',
  `{"city":${deep}}`,
])('arguments that can hardly be written are a miss, and the session goes on: %s', async (args) => {
  await using simulator = await runningSimulator([boats]);
  const token = await open(simulator.url, boats.id);
  const at = (of: string) => `{"server":"harbour","tool":"list_boats","arguments":${of}}`;
  const odd = await call(simulator.url, token, at(args));
  expect(odd.status).toBe(200);
  expect(tierOf(odd.body)).toBe('miss');
  expect(tierOf((await call(simulator.url, token, at('{"city":"riga"}'))).body)).toBe('exact');
  const session = `${simulator.url}/v1/sessions/${token}`;
  expect((await ask(`${session}/trajectory`, 'GET')).body.messages).toHaveLength(5);
  expect((await ask(session, 'DELETE')).status).toBe(204);
});

test('what is called of a server that is none, or of no tool, is a miss', async () => {
  await using simulator = await runningSimulator([boats]);
  const token = await open(simulator.url, boats.id);
  for (const name of ['', '__proto__', 'constructor', 'x'.repeat(10_000), '\ud800'])
    for (const [server, tool] of [
      [name, 'list_boats'],
      ['harbour', name],
    ]) {
      const asked = JSON.stringify({ server, tool, arguments: { city: 'riga' } });
      const { status, body } = await call(simulator.url, token, asked);
      expect({ status, tier: tierOf(body) }).toEqual({ status: 200, tier: 'miss' });
      expect(body.error.code).toBe(-32602);
    }
});

test('of a miss with very long arguments a session remembers that it was one', async () => {
  await using simulator = await runningSimulator([boats]);
  const session = `${simulator.url}/v1/sessions/${await open(simulator.url, boats.id)}`;
  const city = 'x'.repeat(100_000);
  const asked = { server: 'harbour', tool: 'list_boats', arguments: { city } };
  const miss = await ask(`${session}/call`, 'POST', asked);
  expect(miss.body._meta['dev.firefly/replay'].tier).toBe('miss');
  const { text, body } = await ask(`${session}/trajectory`, 'GET');
  expect(text).not.toContain(city);
  expect(body.messages[1].tool_calls[0].arguments).toEqual({
    'not kept': 'longer than 65536 characters',
  });
});
