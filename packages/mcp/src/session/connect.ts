import type { ServerEntry } from '../config/servers-file.ts';
import { connectHttp } from '../http/connect.ts';
import { connectProcess } from '../process/connect.ts';
import { type Connection, HandshakeRefused, LEGACY, MODERN } from './connection.ts';
import type { ToolServersOptions } from './options.ts';

/**
 * Opens a conversation with a server: starts it, on a fresh working copy if it has a workspace, or
 * reaches it over HTTP. Rejects with a FailureError of one sentence that names the server.
 */
export async function connect(
  entry: ServerEntry,
  options: ToolServersOptions,
): Promise<Connection> {
  const attempt = (how: typeof LEGACY): Promise<Connection> =>
    entry.type === 'http' ? connectHttp(entry, options, how) : connectProcess(entry, options, how);
  try {
    return await attempt(LEGACY);
  } catch (error) {
    if (!(error instanceof HandshakeRefused)) throw error;
    return attempt(MODERN).catch(() => {
      throw error.failure;
    });
  }
}
