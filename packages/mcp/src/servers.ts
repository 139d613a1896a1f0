import { failureOf, isPutOff } from '@firefly/contracts/failure';
import type { ServerListing, ToolServers, ToolSession } from '@firefly/domain/ports';
import type { ServerEntry, ServersFile } from './config/servers-file.ts';
import { gatesOf } from './limits/gate.ts';
import { type Connection, connect } from './session/connect.ts';
import { listTools } from './session/listing.ts';
import type { ToolServersOptions } from './session/options.ts';
import { makeSession } from './session/session.ts';
import { SharedProcess } from './session/shared.ts';

/** The real servers of a run, each behind its own process or processes. */
export function makeToolServers(file: ServersFile, options: ToolServersOptions): ToolServers {
  // What one server is told in confidence another may see: in a file, in the environment of a process.
  const secrets = file.servers.flatMap((entry) => entry.secrets);
  const entries = new Map(file.servers.map((entry) => [entry.name, { ...entry, secrets }]));
  const gateOf = gatesOf(file, options);
  const shared = new Map<string, SharedProcess>();
  const starting = new Set<Promise<unknown>>();
  const open = new Set<Connection>();
  let closed = false;

  const entryOf = (server: string): ServerEntry => {
    const entry = entries.get(server);
    if (entry === undefined)
      throw new Error(`${file.path} names no server "${server}"; it names ${[...entries.keys()]}`);
    return entry;
  };

  const begin = async (entry: ServerEntry): Promise<Connection> => {
    const connection = await connect(entry, options);
    open.add(connection);
    // However it ends, its working copy goes with it. Closing never rejects.
    void connection.ended.then(() => connection.close()).then(() => open.delete(connection));
    return connection;
  };

  const start = async (entry: ServerEntry): Promise<Connection> => {
    if (closed) throw new Error('the servers are closed');
    const begun = begin(entry);
    starting.add(begun);
    return begun.finally(() => starting.delete(begun));
  };

  const sharedOf = (entry: ServerEntry): SharedProcess => {
    const known = shared.get(entry.name) ?? new SharedProcess(entry.name, () => start(entry));
    shared.set(entry.name, known);
    return known;
  };

  /** Hands a connection to `use`: a process of its own, or a hold on the shared one. */
  const take = async (entry: ServerEntry, fresh: boolean) => {
    if (fresh || entry.workspace !== null) {
      const connection = await start(entry);
      const close = () => connection.close();
      return { connection, answered: () => {}, retire: () => void close(), release: close };
    }
    return sharedOf(entry).acquire();
  };

  return {
    names: [...entries.keys()],

    async list(server, signal): Promise<ServerListing> {
      const hold = await take(entryOf(server), false);
      try {
        const timeout = options.startTimeoutMs;
        const request = signal === undefined ? { timeout } : { timeout, signal };
        return await listTools(server, hold.connection, request, gateOf(server));
      } catch (error) {
        if (!isPutOff(failureOf(error))) hold.retire();
        throw error;
      } finally {
        await hold.release();
      }
    },

    async open(server, { fresh = false } = {}): Promise<ToolSession> {
      const hold = await take(entryOf(server), fresh);
      return makeSession(hold.connection, options, gateOf(server), {
        answered: hold.answered,
        broken: hold.retire,
        closed: hold.release,
      });
    },

    async close() {
      closed = true;
      await Promise.allSettled(starting);
      await Promise.all([...open].map((connection) => connection.close()));
    },
  };
}
