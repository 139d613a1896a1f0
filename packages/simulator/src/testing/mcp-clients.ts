import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as OlderClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as OlderStdio } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as OlderHttp } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

/** Where a simulator is reached: an address, with a token where it is not in that, or a program. */
export type Reached =
  | { readonly url: string; readonly token?: string }
  | { readonly command: string; readonly args: string[] };

/** What tests ask of a stock client, of either line. */
export interface StockClient extends AsyncDisposable {
  list(): Promise<readonly Record<string, unknown>[]>;
  /** Rejects with the error of the protocol. */
  call(name: string, args: Record<string, unknown>, signal?: AbortSignal): Promise<object>;
}

const info = { name: 'stock', version: '1.0.0' };

const overHttp = ({ token }: { readonly token?: string }) =>
  token === undefined ? {} : { requestInit: { headers: { authorization: `Bearer ${token}` } } };

async function current(to: Reached, mode: 'legacy' | 'auto'): Promise<StockClient> {
  const client = new Client(info, { versionNegotiation: { mode } });
  await client.connect(
    'url' in to
      ? new StreamableHTTPClientTransport(new URL(to.url), overHttp(to))
      : new StdioClientTransport({ ...to, stderr: 'inherit' }),
  );
  return {
    list: async () => (await client.listTools()).tools as unknown as Record<string, unknown>[],
    call: (name, args, signal) =>
      client.callTool({ name, arguments: args }, signal ? { signal } : {}),
    [Symbol.asyncDispose]: () => client.close(),
  };
}

async function older(to: Reached): Promise<StockClient> {
  const client = new OlderClient(info);
  const transport =
    'url' in to
      ? new OlderHttp(new URL(to.url), overHttp(to))
      : new OlderStdio({ ...to, stderr: 'inherit' });
  // Its declarations were not made for exact optional properties.
  await client.connect(transport as Parameters<typeof client.connect>[0]);
  return {
    list: async () => (await client.listTools()).tools,
    call: (name, args, signal) =>
      client.callTool({ name, arguments: args }, undefined, signal ? { signal } : {}),
    [Symbol.asyncDispose]: () => client.close(),
  };
}

/** Stock clients: the SDK's current line in both eras, and its older line. */
export const stockClients: readonly [string, (to: Reached) => Promise<StockClient>][] = [
  ['client 2.x, 2026-07-28', (to) => current(to, 'auto')],
  ['client 2.x, the handshake', (to) => current(to, 'legacy')],
  ['client 1.x', older],
];
