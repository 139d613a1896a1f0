import type { CallToolResult, Tool } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { makeFixtureServer, type Serving } from './fixture-server.ts';
import { serveHttp } from './serve-http.ts';

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

/**
 * Speaks MCP on this process's standard streams until its input ends. With `SERVE_HTTP` in the
 * environment it speaks HTTP on loopback until then, wants that as its bearer token, and prints its URL.
 */
export function serve(serving: Serving): void {
  const token = process.env.SERVE_HTTP;
  if (token === undefined)
    serveStdio(() => makeFixtureServer(serving), {
      legacy: serving.modernOnly ? 'reject' : 'serve',
    });
  else {
    process.stdin.on('end', () => process.exit()).resume();
    void serveHttp(serving, { token }).then(({ url }) => console.log(url));
  }
}
