import { join } from 'node:path';
import { readRecordings, readTools } from '@firefly/bundle/reader';
import type { Tool } from '@firefly/domain/catalog/tool';
import type { JsonObject } from '@firefly/domain/json';
import { loadServers } from '@firefly/mcp/config/load';
import type { ServersFile, StdioEntry } from '@firefly/mcp/config/servers-file';

/** A call that the demo made. */
export interface Request {
  readonly tool: Tool;
  readonly args: JsonObject;
}

/** The demo's servers that need no working copy, and what it asked them. */
export interface Asked {
  readonly file: ServersFile;
  readonly entries: readonly StdioEntry[];
  readonly requests: readonly Request[];
}

const SERVERS = join(import.meta.dirname, '..', '..', '..', 'examples', 'offline', 'mcp.json');

/** The servers whose processes need no folder of their own. */
export const entriesOf = (file: ServersFile): StdioEntry[] =>
  file.servers.filter(
    (entry): entry is StdioEntry => entry.type === 'stdio' && entry.workspace === null,
  );

/** Reads the successful calls off a bundle of the demo: each can be made again, in any order. */
export async function requestsOf(bundle: string): Promise<Asked> {
  const file = await loadServers(SERVERS, process.env);
  const entries = entriesOf(file);
  const names = new Set(entries.map(({ name }) => name));
  const tools = new Map<string, Tool>();
  for await (const tool of readTools(bundle)) tools.set(tool.fingerprint, tool);
  const requests: Request[] = [];
  for await (const { server, fingerprint, arguments: args, failure } of readRecordings(bundle)) {
    const tool = tools.get(fingerprint);
    if (names.has(server) && failure === null && tool !== undefined) requests.push({ tool, args });
  }
  return { file, entries, requests };
}
