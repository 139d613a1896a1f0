import type { KnownServer, KnownServers } from '@firefly/control-api/parts';

/** A server as the service would know it. */
export const aKnownServer = (name: string): KnownServer => ({
  ...{ name, source: 'file', transport: 'http', address: 'http://localhost/mcp' },
  policy: {
    ...{ server: name, trust: 'annotations', workspace: false },
    ...{ include: [], exclude: [], seedValues: {} },
  },
});

/** A service that knows these servers, and nothing changes. */
export const theKnownServers = (servers: readonly KnownServer[]): KnownServers => ({
  list: async () => servers,
  hashOf: async (names) => names.join(),
});
