import type { KnownServer, KnownServers } from '@firefly/control-api/parts';
import type { Database } from '@firefly/db/database';
import { canonicalJson, sha256 } from '@firefly/domain/identity';
import type { Json } from '@firefly/domain/json';
import { loadServers } from '@firefly/mcp/config/load';
import {
  identityOf,
  policyOf,
  type ServerEntry,
  type ServersFile,
} from '@firefly/mcp/config/servers-file';
import { storedServers } from '@firefly/mcp/config/stored';
import type { Environment } from '@firefly/service/environment';

/** The servers of the service: those of the operator's file, and those that were added over HTTP. */
export interface ServiceServers extends KnownServers {
  /** These servers, ready to be connected. */
  open(names: readonly string[]): Promise<ServersFile>;
}

const none: ServersFile = {
  path: 'the servers of the service',
  configDir: '/',
  content: { mcpServers: {} },
  servers: [],
};

/** What an operator wrote, not what it stands for: a variable may be a secret. */
const addressOf = ({ content }: ServersFile, { name }: ServerEntry): string => {
  const entry = content.mcpServers[name];
  if (entry === undefined) return '';
  return 'url' in entry ? entry.url : [entry.command, ...(entry.args ?? [])].join(' ');
};

/** Looks at the file and the rows each time: both may change while the service runs. */
export function makeServiceServers(
  db: Pick<Database, 'serverEntries'>,
  file: string | undefined,
  environment: Environment,
): ServiceServers {
  const both = async (): Promise<{
    readonly all: ServersFile;
    readonly own: ReadonlySet<string>;
  }> => {
    const named = file === undefined ? none : await loadServers(file, environment);
    const own = new Set(named.servers.map(({ name }) => name));
    const rows = (await db.serverEntries.list()).filter(({ name }) => !own.has(name));
    const added = await storedServers(
      Object.fromEntries(rows.map(({ name, entry }) => [name, entry])),
      environment,
    );
    const all = {
      ...named,
      content: { mcpServers: { ...named.content.mcpServers, ...added.content.mcpServers } },
      servers: [...named.servers, ...added.servers],
    };
    return { all, own };
  };
  return {
    async list() {
      const { all, own } = await both();
      return all.servers.map(
        (entry): KnownServer => ({
          name: entry.name,
          source: own.has(entry.name) ? 'file' : 'added',
          transport: entry.type,
          address: addressOf(all, entry),
          policy: policyOf(entry) as unknown as Json,
        }),
      );
    },
    async hashOf(names) {
      const { all } = await both();
      const said = all.servers
        .filter(({ name }) => names.includes(name))
        .map((entry) => [entry.name, identityOf(all, entry.name), policyOf(entry), entry.options]);
      return sha256(canonicalJson(said as unknown as Json));
    },
    async open(names) {
      const { all } = await both();
      return { ...all, servers: all.servers.filter(({ name }) => names.includes(name)) };
    },
  };
}
