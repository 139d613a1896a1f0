import { serverEntrySchema } from '@firefly/contracts/mcp-config';
import type { Json } from '@firefly/domain/json';
import { ConfigError } from './config-error.ts';
import { httpEntry } from './http-entry.ts';
import type { ServerEntry, ServersFile } from './servers-file.ts';
import { stdioEntry } from './stdio-entry.ts';

/** What the variables of an entry that came over HTTP must begin with: no other one is given away. */
export const STORED_VARIABLE = 'MCP_';

/**
 * The servers whose entries are kept in the database. Of the environment they see only what begins with
 * `MCP_`, and no folder is theirs. Throws a ConfigError of one line if one cannot be used.
 */
export async function storedServers(
  entries: Readonly<Record<string, Json>>,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ServersFile> {
  const seen = Object.fromEntries(
    Object.entries(environment).filter(([name]) => name.startsWith(STORED_VARIABLE)),
  );
  const content: ServersFile['content'] = { mcpServers: {} };
  const servers: ServerEntry[] = [];
  for (const [name, stored] of Object.entries(entries)) {
    const file = `the server "${name}"`;
    const parsed = serverEntrySchema.safeParse(stored);
    if (!parsed.success) throw new ConfigError(`${file}: its entry cannot be read any more`);
    const entry = parsed.data;
    const hasWorkspace = entry.firefly?.workspace !== undefined;
    const scope = { file, configDir: '/', environment: seen, hasWorkspace };
    content.mcpServers[name] = entry;
    servers.push(
      'url' in entry ? httpEntry(name, entry, scope) : await stdioEntry(name, entry, scope),
    );
  }
  return { path: 'the servers of the service', configDir: '/', content, servers };
}
