import { type McpConfig, serverEntrySchema } from '@firefly/contracts/mcp-config';
import type { Json } from '@firefly/domain/json';
import { ConfigError } from './config-error.ts';
import { httpEntry } from './http-entry.ts';
import type { ServerEntry } from './servers-file.ts';
import { stdioEntry } from './stdio-entry.ts';

/** What the variables of an entry that came over HTTP must begin with: no other one is given away. */
export const STORED_VARIABLE = 'MCP_';

/** Servers whose entries are kept in the database. */
export interface StoredServers {
  /** Those whose entries can be read, before any expansion. */
  readonly content: McpConfig;
  /** Those that can be used here. */
  readonly servers: readonly ServerEntry[];
  /** Why the others cannot, in one line each. */
  readonly unusable: ReadonlyMap<string, string>;
}

/**
 * Reads the servers whose entries are kept in the database. Of the environment they see only what begins
 * with `MCP_`, and no folder is theirs. One that cannot be used costs no other.
 */
export async function storedServers(
  entries: Readonly<Record<string, Json>>,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<StoredServers> {
  const seen = Object.fromEntries(
    Object.entries(environment).filter(([name]) => name.startsWith(STORED_VARIABLE)),
  );
  const content: McpConfig = { mcpServers: {} };
  const servers: ServerEntry[] = [];
  const unusable = new Map<string, string>();
  for (const [name, stored] of Object.entries(entries)) {
    const file = `the server "${name}"`;
    const parsed = serverEntrySchema.safeParse(stored);
    if (!parsed.success) {
      unusable.set(name, `${file}: its entry cannot be read any more; remove it and add it again`);
      continue;
    }
    const entry = parsed.data;
    content.mcpServers[name] = entry;
    const hasWorkspace = entry.firefly?.workspace !== undefined;
    const scope = { file, configDir: '/', environment: seen, hasWorkspace };
    try {
      servers.push(
        'url' in entry ? httpEntry(name, entry, scope) : await stdioEntry(name, entry, scope),
      );
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      unusable.set(name, error.message);
    }
  }
  return { content, servers, unusable };
}
