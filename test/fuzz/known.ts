import type { KnownServer, KnownServers } from '@firefly/control-api/parts';
import { entryFaults } from '@firefly/mcp/config/entry-faults';

/** A server as the service would know it. */
export const aKnownServer = (name: string): KnownServer => ({
  ...{ name, source: 'file', transport: 'http', address: 'http://localhost/mcp' },
  ...{ entry: { url: 'http://localhost/mcp' }, problem: null, identity: name },
  policy: {
    ...{ server: name, trust: 'annotations', workspace: false },
    ...{ include: [], exclude: [], seedValues: {} },
  },
});

/** A service that knows these servers, and nothing changes. */
export const theKnownServers = (servers: readonly KnownServer[]): KnownServers => ({
  list: async () => servers,
  refusals: entryFaults,
});
