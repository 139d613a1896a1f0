import type { ServerEntry } from '../config/servers-file.ts';
import { connectHttp } from '../http/connect.ts';
import type { Gate } from '../limits/gate.ts';
import { connectProcess } from '../process/connect.ts';
import { type Connection, HandshakeRefused, LEGACY, MODERN } from './connection.ts';
import type { ToolServersOptions } from './options.ts';

/**
 * Opens a conversation with a server: starts it, on a fresh working copy if it has a workspace, or
 * reaches it over HTTP. Rejects with a FailureError of one sentence that names the server. The
 * signal ends what is on its way. Over HTTP the handshake is made behind the gate.
 */
export async function connect(
  entry: ServerEntry,
  options: ToolServersOptions,
  signal: AbortSignal,
  gate: Gate,
): Promise<Connection> {
  const attempt = (how: typeof LEGACY): Promise<Connection> =>
    entry.type === 'http'
      ? connectHttp(entry, options, how, signal, gate)
      : connectProcess(entry, options, how, signal);
  try {
    return await attempt(LEGACY);
  } catch (first) {
    if (!(first instanceof HandshakeRefused)) throw first;
    return attempt(MODERN).catch((second: unknown) => {
      // Where both are refused, the first refusal says more; all else is news, such as "ask later".
      throw second instanceof HandshakeRefused ? first.failure : second;
    });
  }
}
