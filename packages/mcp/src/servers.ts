import { FailureError, failureOf, isPutOff } from '@firefly/contracts/failure';
import type { ServerListing, ToolServers, ToolSession } from '@firefly/domain/ports';
import type { ServerEntry, ServersFile } from './config/servers-file.ts';
import { gatesOf } from './limits/gate.ts';
import { connect } from './session/connect.ts';
import { listTools } from './session/listing.ts';
import type { ToolServersOptions } from './session/options.ts';
import { type Hold, makeSession } from './session/session.ts';
import { SharedConnection } from './session/shared-connection.ts';
import { ToolWatch, type Watched } from './session/tool-watch.ts';

/** The real servers of a run, each behind processes or sessions of its own. */
export function makeToolServers(file: ServersFile, options: ToolServersOptions): ToolServers {
  // What one server is told in confidence another may see: in a file, in the environment of a process.
  const secrets = file.servers.flatMap((entry) => entry.secrets);
  const entries = new Map(file.servers.map((entry) => [entry.name, { ...entry, secrets }]));
  const gateOf = gatesOf(file, options);
  const shared = new Map<string, SharedConnection>();
  const watches = new Map<string, ToolWatch>();
  const starting = new Set<Promise<unknown>>();
  const open = new Set<Watched>();
  const closing = new AbortController();

  const entryOf = (server: string): ServerEntry => {
    const entry = entries.get(server);
    if (entry === undefined)
      throw new Error(`${file.path} names no server "${server}"; it names ${[...entries.keys()]}`);
    return entry;
  };

  const watchOf = ({ name }: ServerEntry): ToolWatch => {
    const watch = watches.get(name) ?? new ToolWatch(name, options.startTimeoutMs, gateOf(name));
    watches.set(name, watch);
    return watch;
  };

  const begin = async (entry: ServerEntry): Promise<Watched> => {
    const connection = watchOf(entry).over(
      await connect(entry, options, closing.signal, gateOf(entry.name)),
    );
    open.add(connection);
    // However it ends, its working copy goes with it. Closing never rejects.
    void connection.ended.then(() => connection.close()).then(() => open.delete(connection));
    return connection;
  };

  const start = async (entry: ServerEntry): Promise<Watched> => {
    if (closing.signal.aborted)
      throw new FailureError({ kind: 'cancelled', message: 'the servers are closed' });
    const begun = begin(entry);
    starting.add(begun);
    return begun.finally(() => starting.delete(begun));
  };

  const sharedOf = (entry: ServerEntry): SharedConnection => {
    const known = shared.get(entry.name) ?? new SharedConnection(entry.name, () => start(entry));
    shared.set(entry.name, known);
    return known;
  };

  /** A connection of one's own, or a hold on the shared one. */
  const take = async (entry: ServerEntry, fresh: boolean): Promise<Hold> => {
    if (fresh || entry.workspace !== null) {
      const connection = await start(entry);
      const close = () => connection.close();
      const retire = () => {
        connection.lost();
        void close();
      };
      return { connection, answered: () => {}, retire, release: close };
    }
    return sharedOf(entry).acquire();
  };

  return {
    names: [...entries.keys()],

    async list(server, signal): Promise<ServerListing> {
      const entry = entryOf(server);
      const hold = await take(entry, false);
      try {
        const timeout = options.startTimeoutMs;
        const request = signal === undefined ? { timeout } : { timeout, signal };
        const listing = await listTools(server, hold.connection, request, gateOf(server));
        watchOf(entry).listed(listing);
        return listing;
      } catch (error) {
        // A server that is asked again later is well, whether our own limit says so or it does; and one
        // that was not waited for may be.
        if (!signal?.aborted && !isPutOff(failureOf(error))) hold.retire();
        throw error;
      } finally {
        await hold.release();
      }
    },

    async open(server, { fresh = false } = {}): Promise<ToolSession> {
      const entry = entryOf(server);
      const hold = () => take(entry, fresh);
      const stateful = entry.workspace !== null;
      const own = fresh || stateful;
      const how = { stateful, own, greeted: own && entry.type === 'http' };
      return makeSession(await hold(), hold, how, options, gateOf(server));
    },

    async close() {
      // One that starts and never answers would be waited for.
      closing.abort();
      await Promise.allSettled(starting);
      await Promise.all([...open].map((connection) => connection.close()));
    },
  };
}
