import type { Database } from '@firefly/db/database';
import type { ToolServers, ToolSession } from '@firefly/domain/ports';
import type { StdioEntry } from '@firefly/mcp/config/servers-file';
import { scrubbed } from '@firefly/mcp/process/environment';
import { makeToolServers } from '@firefly/mcp/servers';
import { makeCaller } from '@firefly/pipeline/effects';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import type { Asked, Request } from './requests.ts';

/** A way to make the calls, with server processes of its own that run already. */
export interface Caller {
  call(request: Request): Promise<unknown>;
  close(): Promise<unknown>;
}

/** The client of the SDK, as its manual shows it. */
export async function bareCaller({ entries }: Asked): Promise<Caller> {
  const connect = async ({ name, command, args, cwd, env }: StdioEntry) => {
    const client = new Client({ name: 'bare', version: '0.0.0' });
    const surroundings = { cwd, env: scrubbed(process.env, env), stderr: 'ignore' as const };
    await client.connect(new StdioClientTransport({ command, args: [...args], ...surroundings }));
    return [name, client] as const;
  };
  const clients = new Map(await Promise.all(entries.map(connect)));
  return {
    call: async ({ tool, args }) =>
      clients.get(tool.server)?.callTool({ name: tool.name, arguments: args }),
    close: () => Promise.all([...clients.values()].map((client) => client.close())),
  };
}

const unlimited = () => Promise.reject(new Error('no server of the demo has a rateLimit'));

/** The servers as a run connects them. */
export const serversOf = ({ file }: Asked, tempDir: string): ToolServers =>
  makeToolServers(file, {
    tempDir,
    environment: process.env,
    callTimeoutMs: 30_000,
    startTimeoutMs: 30_000,
    maxResponseBytes: 4 * 1024 * 1024,
    limiter: { acquire: unlimited, slowDown: unlimited },
  });

/** A session of `packages/mcp`: recorded on the wire, redacted, hashed. */
export async function sessionCaller(asked: Asked, tempDir: string): Promise<Caller> {
  const servers = serversOf(asked, tempDir);
  const open = async ({ name }: StdioEntry) => [name, await servers.open(name)] as const;
  const sessions = new Map<string, ToolSession>(await Promise.all(asked.entries.map(open)));
  return {
    call: async ({ tool, args }) => sessions.get(tool.server)?.call(tool.name, args),
    close: () => servers.close(),
  };
}

/** As the pipeline calls: each reply is observed, and a row of the run before the next call is made. */
export async function storedCaller(
  asked: Asked,
  recordings: Database['recordings'],
  runId: string,
  tempDir: string,
): Promise<Caller> {
  const servers = serversOf(asked, tempDir);
  const stateless = new Set(asked.requests.map(({ tool }) => tool.fingerprint));
  const caller = makeCaller({ recordings, servers, stateless }, { runId, owner: 'bench' });
  const { signal } = new AbortController();
  return {
    call: ({ tool, args }) => caller.call(tool, args, signal),
    close: () => caller.close().finally(() => servers.close()),
  };
}
