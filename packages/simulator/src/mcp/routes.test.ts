import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callOf, legacy, modernCall, post } from '../testing/mcp-post.ts';
import { boats, boatsWith, listBoats, marina, recorded, tides } from '../testing/mcp-samples.ts';
import { ask, open, runningSimulator } from '../testing/running.ts';

const riga = callOf('harbour__list_boats', { city: 'riga' });

test('who names no open session is told how to get one', async () => {
  await using simulator = await runningSimulator([boats]);
  const url = `${simulator.url}/mcp`;
  const bearer = (token: string) => ({ ...legacy, authorization: `Bearer ${token}` });
  const cases = [
    [await post(url, riga), 401, 'Bearer'],
    [await post(url, riga, bearer('gone')), 401, 'Bearer error="invalid_token"'],
    [await post(`${url}/gone`, riga), 404, null],
  ] as const;
  for (const [{ status, body, headers }, expected, challenge] of cases) {
    expect({ status, title: body.title }).toEqual({ status: expected, title: expect.any(String) });
    expect(body.detail).toMatch(/POST \/v1\/sessions .* \/mcp\/TOKEN/);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(headers.get('www-authenticate')).toBe(challenge);
  }
  const token = await open(simulator.url, boats.id);
  expect((await post(url, riga, bearer(token))).body.result).toMatchObject(
    listBoats.result as object,
  );
  expect((await ask(`${simulator.url}/v1/sessions/${token}`, 'DELETE')).status).toBe(204);
  expect((await post(url, riga, bearer(token))).status).toBe(401);
});

test('a stream to listen on and batches are refused in words', async () => {
  await using simulator = await runningSimulator([boats]);
  const url = `${simulator.url}/mcp/${await open(simulator.url, boats.id)}`;
  const got = await fetch(url);
  expect({ status: got.status, allow: got.headers.get('allow') }).toEqual({
    ...{ status: 405, allow: 'POST' },
  });
  expect((await post(url, `[${riga},${riga}]`)).body).toMatchObject({
    ...{ status: 400, detail: expect.stringContaining('one message a request') },
  });
});

test('an error says in a header how it was answered, a result in its meta', async () => {
  const failed = recorded(marina, { berth: 2 }, 'error', {
    code: -32050,
    message: 'No such berth',
  });
  const task = boatsWith(marina);
  await using simulator = await runningSimulator([task], [failed], { tools: [marina] });
  const url = `${simulator.url}/mcp/${await open(simulator.url, task.id)}`;
  const asked = [
    [callOf('marina__list_boats', { berth: 2 }), legacy],
    modernCall('marina__list_boats', { berth: 2 }),
  ] as const;
  for (const [body, headers] of asked) {
    const error = await post(url, body, headers);
    expect(error.body).toEqual({ jsonrpc: '2.0', id: 1, error: JSON.parse(failed.response) });
    expect(JSON.parse(error.headers.get('firefly-replay') ?? '')).toEqual({
      ...{ tier: 'exact', recording: failed.id },
    });
  }
  expect((await post(url, riga)).headers.get('firefly-replay')).toBeNull();
  const unknown = await post(url, callOf('marina/list_boats', {}));
  expect(unknown.body.error).toEqual({
    ...{ code: -32602, message: 'Unknown tool: marina/list_boats' },
  });
  expect(JSON.parse(unknown.headers.get('firefly-replay') ?? '')).toMatchObject({ tier: 'miss' });
});

test('results go out as they were recorded, whatever they are; an array only where the era has it', async () => {
  const odd = {
    content: [{ type: 'hologram', depth: 3, text: null }, { type: 'text' }],
    isError: 'perhaps',
    extra: { __proto: 1 },
  };
  const levels = { structuredContent: [1.25, 2], content: [] };
  const rows = [
    recorded(marina, { berth: 3 }, 'result', odd),
    recorded(tides, {}, 'result', levels),
  ];
  const task = boatsWith(marina, tides);
  await using simulator = await runningSimulator([task], rows, { tools: [marina, tides] });
  const url = `${simulator.url}/mcp/${await open(simulator.url, task.id)}`;
  const results = async (name: string, args: object) => {
    const before = await post(url, callOf(name, args));
    const since = await post(url, ...modernCall(name, args));
    const { _meta, resultType, ...result } = since.body.result;
    expect(resultType).toBe('complete');
    return [before.body.result, { ...result, _meta: expect.anything() }];
  };
  const [before, since] = await results('marina__list_boats', { berth: 3 });
  expect(before).toEqual({ ...odd, _meta: expect.anything() });
  expect(since).toEqual({ ...odd, _meta: expect.anything() });
  const name = (await post(url, callOf('tides', {}).replace('call', 'list'))).body.result.tools.at(
    -1,
  );
  expect(name.outputSchema).toMatchObject({ type: 'object', required: ['result'] });
  expect(await results(name.name, {})).toMatchObject([
    { structuredContent: { result: [1.25, 2] } },
    { structuredContent: [1.25, 2] },
  ]);
});

const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

test('no body brings the simulator down, or gets what only an answer may have', async () => {
  await using simulator = await runningSimulator([boats]);
  const url = `${simulator.url}/mcp/${await open(simulator.url, boats.id)}`;
  const bodies = fc.oneof(
    fc.string(),
    fc.json(),
    fc.json().map((args) => callOf('harbour__list_boats', JSON.parse(args))),
    fc.json().map((name) => callOf(JSON.parse(name), {})),
    fc.json().map((params) => `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${params}}`),
    fc.json().map((id) => callOf('harbour__list_boats', {}, JSON.parse(id))),
    fc
      .tuple(fc.constantFrom('tools/list', 'initialize', 'notifications/cancelled', 'x'), fc.json())
      .map(
        ([method, params]) => `{"jsonrpc":"2.0","id":1,"method":"${method}","params":${params}}`,
      ),
    fc.constantFrom(
      ...['', '{', 'null', '1e999', '{"jsonrpc":"2.0"}', '{"__proto__":{"id":1}}', '\u0000'],
      ...[deep, callOf('harbour__list_boats', {}).replace('{}', `{"city":${deep}}`)],
      `{"jsonrpc":"2.0","id":1,"result":{}}`,
      callOf('harbour__list_boats', { city: 'x'.repeat(1_100_000) }),
    ),
  );
  const modern = fc.boolean();
  await fc.assert(
    fc.asyncProperty(bodies, modern, async (body, isModern) => {
      const { status, body: said } = await post(
        url,
        body,
        isModern ? modernCall('x', {})[1] : legacy,
      );
      expect(status).toBeLessThan(500);
      // Of a handshake that is none the SDK itself says so.
      if (!body.includes('initialize')) expect(said?.error?.code).not.toBe(-32603);
      if (said?.result?.content) expect(said.result).toMatchObject({ isError: true });
    }),
    { numRuns: 300 },
  );
  expect((await post(url, riga)).body.result).toMatchObject(listBoats.result as object);
});
