import { appendFileSync } from 'node:fs';
import {
  type CallToolResult,
  ProtocolError,
  Server,
  type Tool,
} from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';

/** A tool of a fixture server: what it lists, and what it does. */
export interface FixtureTool {
  readonly listed: Tool;
  run(args: Record<string, unknown>): CallToolResult | Promise<CallToolResult>;
}

/** How a fixture serves its tools. */
export interface Serving {
  readonly name: string;
  readonly tools: readonly FixtureTool[];
  /** Tools on a page of the list; absent: all on one. */
  readonly pageSize?: number;
  /** Refuse the 2025 handshake. */
  readonly modernOnly?: boolean;
}

const INVALID_PARAMS = -32602;

type Properties = NonNullable<Tool['inputSchema']['properties']>;
interface ObjectSchema {
  type: 'object';
  properties: Properties;
  required: string[];
  [key: string]: Properties[string];
}

/** An object schema whose properties are all required. */
export const object = (properties: Properties): ObjectSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
});

/** A result of one text block. */
export const text = (value: string): CallToolResult => ({
  content: [{ type: 'text', text: value }],
});

/** A structured result with the same data as text, as the specification asks for. */
export const structured = (value: Record<string, unknown>): CallToolResult => ({
  ...text(JSON.stringify(value)),
  structuredContent: value,
});

/** Notes a request in the file that `ARRIVALS` names: when it came, in ms since 1970, and what it was. */
function arrived(method: string): void {
  const { ARRIVALS } = process.env;
  if (ARRIVALS === undefined) return;
  appendFileSync(ARRIVALS, `${performance.timeOrigin + performance.now()} ${method}\n`);
}

/** Speaks MCP on this process's standard streams until its input ends. */
export function serve({ name, tools, pageSize = tools.length, modernOnly = false }: Serving): void {
  const factory = () => {
    const server = new Server({ name, version: '1.2.3' }, { capabilities: { tools: {} } });
    server.setRequestHandler('tools/list', ({ params }) => {
      arrived('tools/list');
      const start = Number(params?.cursor ?? 0);
      const end = start + pageSize;
      const page = { tools: tools.slice(start, end).map((tool) => tool.listed) };
      return end < tools.length ? { ...page, nextCursor: String(end) } : page;
    });
    server.setRequestHandler('tools/call', ({ params }) => {
      arrived('tools/call');
      const tool = tools.find(({ listed }) => listed.name === params.name);
      if (tool === undefined)
        throw new ProtocolError(INVALID_PARAMS, `Unknown tool: ${params.name}`);
      return tool.run(params.arguments ?? {});
    });
    return server;
  };
  serveStdio(factory, { legacy: modernOnly ? 'reject' : 'serve' });
}
