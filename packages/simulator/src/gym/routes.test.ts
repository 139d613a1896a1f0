import { sha256 } from '@firefly/domain/identity';
import { modelView } from '@firefly/domain/observing/model-view';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stockClients } from '../testing/mcp-clients.ts';
import { boats, boatsWith, listBoats, marina, recorded, relay } from '../testing/mcp-samples.ts';
import { ask, runningSimulator } from '../testing/running.ts';
import { type Agent, agentOf } from './testing/agent.ts';

const row = { verifier_metadata: { task_id: boats.id }, responses_create_params: { input: [] } };
const right = (args: unknown = boats.answer) => ({
  output: [{ type: 'function_call', name: 'submit_answer', arguments: JSON.stringify(args) }],
});
const said = (text: string) => ({
  output: [{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text }] }],
});

/** An agent with an open session. */
async function seeded(url: string, options: object = {}): Promise<Agent> {
  const agent = agentOf(url);
  const verifier_metadata = { ...row.verifier_metadata, ...options };
  const { status, text } = await agent.post('/seed_session', { ...row, verifier_metadata });
  if (status !== 200) throw new Error(text);
  return agent;
}

test('an agent seeds, calls, answers and is rewarded, with the cookie of the last reply alone', async () => {
  await using simulator = await runningSimulator([boats]);
  const agent = await seeded(simulator.url);
  const called = await agent.post('/harbour__list_boats', listBoats.arguments);
  expect(called).toMatchObject({ status: 200, text: modelView(listBoats.result) });
  expect(called.type).toBe('text/plain; charset=utf-8');
  expect(JSON.parse(called.headers.get('firefly-replay') ?? '')).toMatchObject({ tier: 'exact' });
  expect(await agent.post('/harbour__list_boats', { city: 'Riga' })).toMatchObject({
    ...{ status: 200, text: expect.stringContaining('was not recorded') },
  });
  const request = { ...row, ground_truth: boats.answer, response: right() };
  const verified = await agent.post('/verify', request);
  expect(JSON.parse(verified.text)).toMatchObject({
    ...request,
    ...{ reward: 1, partial: 1, mask_sample: false },
    reward_components: { reward: 1, partial: 1 },
    reward_detail: { calls: { made: 2, needed_made: 1, tiers: { exact: 1, miss: 1 } } },
  });
  // Who did not hear it asks again.
  expect(JSON.parse((await agent.post('/verify', request)).text)).toMatchObject({ reward: 1 });
});

test('arguments that look like a call of the other face are arguments, however often they come', async () => {
  const args = { server: 'harbour', tool: 'list_boats' };
  const row = recorded(relay, args, 'result', { content: [{ type: 'text', text: 'passed on' }] });
  await using simulator = await runningSimulator([boatsWith(relay)], [row], { tools: [relay] });
  const agent = await seeded(simulator.url);
  for (let times = 0; times < 3; times += 1)
    expect((await agent.post('/relay__pass', args)).text).toBe('passed on');
});

test('the first verdict stands: a policy that calls "verify" itself cannot try answers', async () => {
  await using simulator = await runningSimulator([boats]);
  const agent = await seeded(simulator.url);
  const guess = { ...boats.answer, seats: -1 };
  const heard = await agent.post('/verify', { response: right(guess) });
  expect(JSON.parse(heard.text)).toMatchObject({ reward: 0, partial: 0.5 });
  const end = await agent.post('/verify', { ...row, response: right() });
  expect(JSON.parse(end.text)).toMatchObject({ reward: 0, partial: 0.5, response: right() });
});

test('whatever a model calls is answered in words, and the session goes on', async () => {
  const failed = { code: -32050, message: 'No such berth' };
  await using simulator = await runningSimulator(
    [boatsWith(marina)],
    [recorded(marina, { berth: 2 }, 'error', failed)],
    { tools: [marina] },
  );
  const agent = await seeded(simulator.url);
  const asked: [string, unknown, string | RegExp][] = [
    ['/marina__list_boats', { berth: 2 }, 'Error: No such berth'],
    ['/places__search_cities', { query: 'x' }, 'Error: Unknown tool: places__search_cities'],
    ['/harbour/list_boats', { city: 'riga' }, 'Error: Unknown tool: harbour/list_boats'],
    ['/harbour__list_boats?x', { city: 'riga' }, /^Error: Unknown tool: harbour__list_boats\?x/],
    [`/${'x'.repeat(5_000)}`, {}, /^Error: Unknown tool: x/],
    ['/a%20b', {}, 'Error: Unknown tool: a%20b'],
    ['/', {}, 'Error: Unknown tool: '],
    ['/v1/sessions/x', {}, 'Error: Unknown tool: v1/sessions/x'],
    ['/harbour__list_boats', [1], /^Error: The arguments/],
    ['/harbour__list_boats', 'riga', /^Error: The arguments/],
    ['/harbour__list_boats', undefined, /was not recorded/],
    ['/submit_answer', boats.answer, 'The answer was received.'],
  ];
  for (const [path, body, words] of asked) {
    const { status, text } = await agent.post(path, body);
    expect({ path, status }).toEqual({ path, status: 200 });
    expect(text).toEqual(typeof words === 'string' ? words : expect.stringMatching(words));
  }
  // Told both to the session and in the response: one answer.
  const { text } = await agent.post('/verify', { ...row, response: right() });
  expect(JSON.parse(text)).toMatchObject({ reward: 1, reward_detail: { calls: { made: 9 } } });
});

test('a body that is empty is none, whatever it is said to be; another one is JSON', async () => {
  await using simulator = await runningSimulator([boats]);
  const { cookie } = await seeded(simulator.url);
  const sent = async (type: string, body: string) => {
    const headers = { 'content-type': type, cookie };
    const init = { method: 'POST', headers, body };
    return (await fetch(`${simulator.url}/harbour__list_boats`, init)).status;
  };
  expect(await sent('application/octet-stream', '')).toBe(200);
  expect(await sent('application/json', '')).toBe(200);
  expect(await sent('application/octet-stream', '{}')).toBe(415);
  expect(await sent('application/json', '{"city":')).toBe(400);
});

test('a reply that refuses keeps the cookie, too', async () => {
  await using simulator = await runningSimulator([boats]);
  const agent = await seeded(simulator.url);
  const large = await agent.post('/harbour__list_boats', { city: 'x'.repeat(2_000_000) });
  expect(large.status).toBe(413);
  expect((await agent.post('/harbour__list_boats', listBoats.arguments)).status).toBe(200);
});

test('a tool that is called like a route has another name here', async () => {
  const named = ['verify', 'seed_session', 'mcp'].map((name) => ({
    ...{ ...marina, name, fingerprint: sha256(name).slice(0, 32) },
  }));
  const calls = named.map((tool) =>
    recorded(tool, { berth: 1 }, 'result', { content: [{ type: 'text', text: tool.name }] }),
  );
  await using simulator = await runningSimulator([boatsWith(...named)], calls, { tools: named });
  const agent = await seeded(simulator.url);
  for (const { name } of named)
    expect(await agent.post(`/marina__${name}`, { berth: 1 })).toMatchObject({ text: name });
});

test('an agent that calls over MCP gets there by what the seed said', async () => {
  await using simulator = await runningSimulator([boats]);
  const agent = agentOf(simulator.url);
  const { mcp } = JSON.parse((await agent.post('/seed_session', row)).text);
  expect(mcp).toMatchObject({ url_path: '/mcp', transport: 'http' });
  const token = mcp.headers.authorization.replace('Bearer ', '');
  const [, connect] = stockClients[0] ?? [];
  await using client = (await connect?.({ url: simulator.url + mcp.url_path, token })) ?? null;
  await client?.call('harbour__list_boats', { city: 'riga' });
  await client?.call('submit_answer', boats.answer);
  const response = right();
  const [item] = response.output;
  const output = [{ ...item, name: 'mcp__firefly__submit_answer' }];
  for (const told of [{ output }, { output: [] }]) {
    const { text } = await agent.post('/verify', { ...row, response: told });
    expect(JSON.parse(text)).toMatchObject({ reward: 1, reward_detail: { calls: { made: 1 } } });
  }
});

test('what cannot be a rollout is refused, and how it can be is said', async () => {
  await using simulator = await runningSimulator([boats]);
  const at = (path: string) => `${simulator.url}${path}`;
  const cases: [string, unknown, number, RegExp][] = [
    ['/seed_session', { ...row, verifier_metadata: {} }, 400, /"task_id" in "verifier_metadata"/],
    ['/seed_session', undefined, 400, /"task_id"/],
    ['/seed_session', { task_id: 'none' }, 404, /none is not in this bundle/],
    ['/seed_session', { task_id: boats.id, run_id: '../x' }, 400, /run_id/],
    ['/harbour__list_boats', {}, 404, /POST \/seed_session/],
    ['/verify', { ...row, response: right() }, 404, /POST \/seed_session/],
  ];
  for (const [path, body, status, detail] of cases) {
    const problem = await ask(at(path), 'POST', body);
    expect(problem).toMatchObject({ status, type: expect.stringContaining('problem+json') });
    expect(problem.body.detail).toMatch(detail);
  }
  const agent = await seeded(simulator.url);
  expect((await agent.post('/verify', [])).status).toBe(400);
  agent.cookie = 'firefly_session=gone; other=1';
  expect((await agent.post('/harbour__list_boats', {})).status).toBe(404);
});

test.for<[string, unknown, number]>([
  ['the right call', right(), 1],
  ['a message', said(`It is ${JSON.stringify(boats.answer)}`), 1],
  [
    'a plain message',
    { output: [{ type: 'message', role: 'assistant', content: JSON.stringify(boats.answer) }] },
    1,
  ],
  ['two calls', { output: [...right().output, ...right().output] }, 0],
  ['a hedge', right({ ...boats.answer, or: 1 }), 0],
  [
    'a draft before a call',
    {
      output: [...said(JSON.stringify(boats.answer)).output, { type: 'function_call', name: 'x' }],
    },
    0,
  ],
  [
    'what the user said',
    { output: [{ type: 'message', role: 'user', content: JSON.stringify(boats.answer) }] },
    0,
  ],
  ['nothing', undefined, 0],
])('%s', async ([, response, reward]) => {
  await using simulator = await runningSimulator([boats]);
  const agent = await seeded(simulator.url);
  const { status, text } = await agent.post('/verify', { ...row, response });
  expect(status).toBe(200);
  expect(JSON.parse(text).reward).toBe(reward);
});

test('a response that is too deep to go back is judged all the same', async () => {
  await using simulator = await runningSimulator([boats]);
  const { cookie } = await seeded(simulator.url);
  const output = JSON.stringify(right().output).slice(0, -1);
  const judged = await fetch(`${simulator.url}/verify`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: `{"response":{"output":${output},${'['.repeat(20_000)}${']'.repeat(20_000)}]}}`,
  });
  expect(await judged.json()).toMatchObject({ reward: 1 });
});

test('no response is an error, and none that holds no answer is worth anything', async () => {
  await using simulator = await runningSimulator([boats]);
  const agent = await seeded(simulator.url);
  const word = fc.constantFrom(
    'function_call',
    'message',
    'assistant',
    'submit_answer',
    '{}',
    '{"',
  );
  const value = fc.oneof(word, fc.jsonValue());
  const item = fc.record({
    type: value,
    role: value,
    name: value,
    arguments: value,
    content: value,
  });
  const response = fc.oneof(fc.jsonValue(), fc.record({ output: fc.array(fc.oneof(item, value)) }));
  await fc.assert(
    fc.asyncProperty(response, async (one) => {
      const { status, text } = await agent.post('/verify', { ...row, response: one });
      expect(status).toBe(200);
      expect(JSON.parse(text).reward).toBe(0);
    }),
    { numRuns: 200 },
  );
});
