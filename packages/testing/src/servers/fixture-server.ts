import { appendFileSync } from 'node:fs';
import {
  type CallToolResult,
  ProtocolError,
  Server,
  type Tool,
} from '@modelcontextprotocol/server';

/** A tool of a fixture server: what it lists, and what it does. */
export interface FixtureTool {
  readonly listed: Tool;
  run(args: Record<string, unknown>): CallToolResult | Promise<CallToolResult>;
}

/** What a fixture serves, over whatever it is spoken to. */
export interface Serving {
  readonly name: string;
  /** A function where the list changes while the server runs: it then tells of each change. */
  readonly tools: readonly FixtureTool[] | (() => readonly FixtureTool[]);
  /** Tools on a page of the list; absent: all on one. */
  readonly pageSize?: number;
  /** Refuse the 2025 handshake. */
  readonly modernOnly?: boolean;
}

const INVALID_PARAMS = -32602;

/** Notes a request in the file that `ARRIVALS` names: when it came, in ms since 1970, and what it was. */
function arrived(method: string): void {
  const { ARRIVALS } = process.env;
  if (ARRIVALS === undefined) return;
  appendFileSync(ARRIVALS, `${performance.timeOrigin + performance.now()} ${method}\n`);
}

/** A server for one connection. */
export function makeFixtureServer({ name, tools, pageSize }: Serving): Server {
  const changes = typeof tools === 'function';
  const current = changes ? tools : () => tools;
  const capabilities = { tools: changes ? { listChanged: true } : {} };
  const server = new Server({ name, version: '1.2.3' }, { capabilities });
  const listed = () => current().map((tool) => tool.listed);
  let told = JSON.stringify(listed());
  server.setRequestHandler('tools/list', ({ params }) => {
    arrived('tools/list');
    const start = Number(params?.cursor ?? 0);
    const end = start + (pageSize ?? current().length);
    const page = { tools: listed().slice(start, end) };
    return end < current().length ? { ...page, nextCursor: String(end) } : page;
  });
  server.setRequestHandler('tools/call', async ({ params }, context) => {
    arrived('tools/call');
    const tool = current().find((one) => one.listed.name === params.name);
    if (tool === undefined) throw new ProtocolError(INVALID_PARAMS, `Unknown tool: ${params.name}`);
    const result = await tool.run(params.arguments ?? {});
    const now = JSON.stringify(listed());
    if (now !== told) await context.mcpReq.notify({ method: 'notifications/tools/list_changed' });
    told = now;
    return result;
  });
  return server;
}
