import { openRequest } from '@firefly/contracts/simulator';
import type { JsonObject } from '@firefly/domain/json';
import { createMcpHandler } from '@modelcontextprotocol/server';
import fc from 'fast-check';
import type { FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import type { LibraryTool } from '../library/library.ts';
import type { Session, SessionAnswer } from '../sessions/session.ts';
import { callOf, legacy, modernCall } from '../testing/mcp-post.ts';
import { answerCall } from './calls.ts';
import { directCall, directReply } from './direct.ts';
import { sessionServer } from './server.ts';

/** A session whose one tool answers so. */
function sessionOf(answer: SessionAnswer, outputSchema: JsonObject | undefined): Session {
  const tool = { server: 'a', name: 'b', description: '', inputSchema: {}, outputSchema };
  const task = { tools: new Map([['a/b', tool as LibraryTool]]) };
  const options = openRequest.parse({ task_id: 'any' });
  return { task, options, call: async () => answer } as unknown as Session;
}

const fail = (error: unknown): never => {
  throw error;
};

async function bothWays(session: Session, [body, headers]: [string, Record<string, string>]) {
  const exchange = { session, onError: fail };
  const parsedBody = JSON.parse(body);
  const call = directCall({ headers, body: parsedBody } as unknown as FastifyRequest);
  if (call === undefined) throw new Error('not taken as a call');
  const answer = await answerCall(exchange, call.params, new AbortController().signal);
  const handler = createMcpHandler(({ era }) => sessionServer(exchange, era));
  const request = new Request('http://localhost/mcp', { method: 'POST', headers });
  const response = await handler.fetch(request, { parsedBody });
  const text = await response.text();
  return [directReply(call, answer), /^data: (.*)$/m.exec(text)?.[1] ?? text].map((one) =>
    JSON.parse(one),
  );
}

const json = fc.jsonValue();
const result = fc.record(
  {
    content: fc.array(json),
    isError: fc.boolean(),
    structuredContent: json,
    resultType: fc.constantFrom('complete', 'another'),
    _meta: fc.dictionary(fc.string(), json),
    text: fc.constantFrom('"_meta"', '"structuredContent":[', '}', '{}'),
  },
  { requiredKeys: [] },
);
const error = fc.record(
  { code: fc.integer({ min: -32_001, max: 32_000 }), message: fc.string(), data: json },
  { requiredKeys: ['code', 'message'] },
);
const meta = { tier: 'exact', recording: 'r' } as const;
const answers = fc.oneof(
  result.map((one): SessionAnswer => ({ kind: 'result', response: JSON.stringify(one), meta })),
  error.map((one): SessionAnswer => ({ kind: 'error', response: JSON.stringify(one), meta })),
);
const schemas = fc.constantFrom<(JsonObject | undefined)[]>(
  ...[undefined, { type: 'object' }, { type: 'array' }, { anyOf: [] }],
);

test('a call answered directly is answered as a server of the SDK would', async () => {
  const asked = fc.constantFrom(modernCall('a__b', {}), [callOf('a__b', {}, 'id'), legacy] as [
    string,
    Record<string, string>,
  ]);
  await fc.assert(
    fc.asyncProperty(answers, schemas, asked, async (answer, schema, request) => {
      const [direct, bySdk] = await bothWays(sessionOf(answer, schema), request);
      expect(direct).toEqual(bySdk);
    }),
    { numRuns: 500 },
  );
});

test('a recorded text is not written anew', async () => {
  const response =
    '{"content":[{"type":"text","text":"caf\\u00e9 1.0"}],"x":1.0,"big":12345678901234567890}';
  const answer: SessionAnswer = { kind: 'result', response, meta };
  const [body, headers] = modernCall('a__b', {});
  const call = directCall({ headers, body: JSON.parse(body) } as unknown as FastifyRequest);
  expect(call && directReply(call, answer)).toContain(`"result":${response.slice(0, -1)},"_meta":`);
});

test('what is not quite a call is left to the SDK', () => {
  const [body, headers] = modernCall('a__b', {});
  const taken = (text: string, more: Record<string, string>) =>
    directCall({ headers: more, body: JSON.parse(text) } as unknown as FastifyRequest)?.era;
  expect(taken(body, headers)).toBe('modern');
  expect(taken(callOf('a__b', {}), legacy)).toBe('legacy');
  for (const [text, more] of [
    [body, legacy],
    [body, { ...headers, 'mcp-name': 'c' }],
    [body, { ...headers, 'mcp-method': 'tools/list' }],
    [
      body.replaceAll('2026-07-28', '2027-01-01'),
      { ...headers, 'mcp-protocol-version': '2027-01-01' },
    ],
    [callOf('a__b', {}), headers],
    [callOf('a__b', {}), { ...legacy, accept: '*/*' }],
    [callOf('a__b', {}), { ...legacy, 'mcp-protocol-version': '1' }],
    [callOf('a__b', {}, null), legacy],
    [callOf('a__b', {}).replace('2.0', '1.0'), legacy],
    ['{"jsonrpc":"2.0","id":1,"method":"tools/call"}', legacy],
    ['[]', legacy],
  ] as const)
    expect(taken(text, more)).toBeUndefined();
});
