import { ConfigError } from '@firefly/mcp/config/config-error';
import { loadServers } from '@firefly/mcp/config/load';
import type { ServersFile } from '@firefly/mcp/config/servers-file';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Reads a servers file; throws a `UsageError` of one line if it cannot be used. */
export async function loadFile(file: string, env: Terminal['environment']): Promise<ServersFile> {
  try {
    return await loadServers(file, env);
  } catch (error) {
    if (error instanceof ConfigError) throw new UsageError(error.message);
    throw error;
  }
}
