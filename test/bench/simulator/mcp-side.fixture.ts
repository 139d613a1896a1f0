import { readRecordings } from '@firefly/bundle/reader';
import { answerWith, webRequest } from '@firefly/simulator/mcp/web';
import { makeSimulator } from '@firefly/simulator/simulator';
import { type CallToolResult, createMcpHandler, Server } from '@modelcontextprotocol/server';
import Fastify from 'fastify';

/** One side of the bench as a process of its own: `mcp-side.fixture.ts echo DIR | ours DIR`. */
const [side, dir = ''] = process.argv.slice(2);

/** A server of the SDK as its documentation makes one, with one tool that says always the same. */
function echoServer(said: CallToolResult): Server {
  const server = new Server({ name: 'echo', version: '1.0.0' }, { capabilities: { tools: {} } });
  server.setRequestHandler('tools/list', () => ({
    tools: [{ name: 'echo', inputSchema: { type: 'object' } }],
  }));
  server.setRequestHandler('tools/call', () => said);
  return server;
}

/** One of the results that the other side answers with. */
async function anyResponse(dir: string): Promise<string> {
  for await (const { response } of readRecordings(dir)) return response;
  throw new Error(`${dir} holds no recording`);
}

/** That server behind Fastify, as the simulator's are. */
async function echo(dir: string) {
  const said: CallToolResult = JSON.parse(await anyResponse(dir));
  const app = Fastify({ forceCloseConnections: true });
  const handler = createMcpHandler(() => echoServer(said), { maxSubscriptions: 0 });
  app.post('/mcp/:token', (request, reply) =>
    answerWith(handler, { request: webRequest(request), body: request.body }, reply),
  );
  return app;
}

const fail = (error: unknown): void => {
  throw error;
};
const app = await (side === 'echo' ? echo(dir) : makeSimulator(dir, { onError: fail }));
const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
process.send?.({ port: Number(port) });
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMs: (user + system) / 1_000 });
});
process.once('disconnect', () => void app.close());
