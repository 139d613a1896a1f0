import { once } from 'node:events';
import { openRequest } from '@firefly/contracts/simulator';
import Fastify from 'fastify';
import { describe, expect, test } from 'vitest';
import type { Session } from '../sessions/session.ts';
import { stockClients } from '../testing/mcp-clients.ts';
import { callOf, post } from '../testing/mcp-post.ts';
import { boats } from '../testing/mcp-samples.ts';
import { ask, open, runningSimulator } from '../testing/running.ts';
import { mcpRoutes } from './routes.ts';

/** The face over one session whose calls wait until nobody wants them; `asked` gets each one's signal. */
async function waitingFace(asked: (signal: AbortSignal) => void) {
  const tools = new Map([
    ['a/wait', { server: 'a', name: 'wait', description: '', inputSchema: { type: 'object' } }],
  ]);
  const session = {
    task: { tools },
    options: openRequest.parse({ task_id: 'any' }),
    async call(_request: unknown, signal: AbortSignal) {
      asked(signal);
      await once(signal, 'abort');
      throw signal.reason;
    },
  };
  const failures: unknown[] = [];
  const app = Fastify({ forceCloseConnections: true });
  mcpRoutes(
    app,
    async () => session as unknown as Session,
    (error) => failures.push(error),
  );
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { url, failures, [Symbol.asyncDispose]: () => app.close() };
}

describe.for(stockClients)('%s', ([, connect]) => {
  test('a call that the client gives up waits no longer', async () => {
    const asked = Promise.withResolvers<AbortSignal>();
    await using face = await waitingFace(asked.resolve);
    await using client = await connect({ url: `${face.url}/mcp/any` });
    const stop = new AbortController();
    const called = client.call('a__wait', {}, stop.signal);
    const rejected = expect(called).rejects.toThrow();
    const signal = await asked.promise;
    expect(signal.aborted).toBe(false);
    stop.abort('enough');
    await rejected;
    if (!signal.aborted) await once(signal, 'abort');
    expect(face.failures).toEqual([]);
  });
});

test('a cancellation ends the call of that id, in its own session, and no other', async () => {
  const late = { faults: { latency: 1, latency_ms: 60_000 } };
  await using simulator = await runningSimulator([boats]);
  const tokens = [
    await open(simulator.url, boats.id, late),
    await open(simulator.url, boats.id, late),
  ];
  const [one = '', two = ''] = tokens.map((token) => `${simulator.url}/mcp/${token}`);
  const made = async () => {
    const asked = tokens.map((token) => ask(`${simulator.url}/v1/sessions/${token}`, 'GET'));
    return (await Promise.all(asked)).map(({ body }) => body.calls);
  };
  const ended: string[] = [];
  const call = async (url: string, id: number) => {
    const { body } = await post(url, callOf('harbour__list_boats', { city: 'riga' }, id));
    ended.push(`${url === one ? 'one' : 'two'} ${id}`);
    return body;
  };
  const cancel = (url: string, requestId: unknown) =>
    post(
      url,
      JSON.stringify({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId } }),
    );
  const first = call(one, 7);
  const others = [call(one, 8), call(two, 7)];
  await expect.poll(made).toEqual([2, 1]);
  for (const requestId of [9, '7', null, {}])
    expect((await cancel(one, requestId)).status).toBe(202);
  expect((await cancel(one, 7)).status).toBe(202);
  expect(await first).toMatchObject({ error: { code: -32603 } });
  expect(ended).toEqual(['one 7']);
  await Promise.all([cancel(one, 8), cancel(two, 7)]);
  await Promise.all(others);
});
