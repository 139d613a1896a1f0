import { FailureError } from '@firefly/contracts/failure';
import type { McpConfig } from '@firefly/contracts/mcp-config';
import type { KnownServer, KnownServers } from '@firefly/control-api/parts';
import type { Database } from '@firefly/db/database';
import { canonicalJson, sha256 } from '@firefly/domain/identity';
import type { Json } from '@firefly/domain/json';
import { entryFaults } from '@firefly/mcp/config/entry-faults';
import { type EntryConfig, shownEntry } from '@firefly/mcp/config/literal-secrets';
import { loadServers } from '@firefly/mcp/config/load';
import { identityOf, type ServersFile, statedPolicy } from '@firefly/mcp/config/servers-file';
import { storedServers } from '@firefly/mcp/config/stored';
import type { Environment } from '@firefly/service/environment';

/** The servers of the service: those of the operator's file, and those that were added over HTTP. */
export interface ServiceServers extends KnownServers {
  /** These servers, ready to be connected. Rejects with a permanent failure if one cannot be used here. */
  open(names: readonly string[]): Promise<ServersFile>;
}

const none: ServersFile = {
  path: 'the servers of the service',
  configDir: '/',
  content: { mcpServers: {} },
  servers: [],
};

/** The file and the rows as they are now. */
interface Known {
  readonly all: ServersFile;
  /** Names in the file. */
  readonly own: ReadonlySet<string>;
  readonly unusable: ReadonlyMap<string, string>;
}

const stated = ({ mcpServers }: McpConfig, name: string): EntryConfig | undefined =>
  Object.hasOwn(mcpServers, name) ? mcpServers[name] : undefined;

/** What an operator wrote, not what it stands for: a variable may be a secret. */
const addressOf = (entry: EntryConfig): string =>
  'url' in entry ? entry.url : [entry.command, ...(entry.args ?? [])].join(' ');

function knownServer({ all, own, unusable }: Known, name: string): KnownServer {
  const source = own.has(name) ? 'file' : 'added';
  const problem = unusable.get(name) ?? null;
  const entry = stated(all.content, name);
  if (entry === undefined)
    return { name, source, problem, transport: null, address: '', entry: null, policy: null };
  const shown = shownEntry(entry);
  return {
    ...{ name, source, problem, address: addressOf(shown), entry: shown as unknown as Json },
    transport: 'url' in entry ? 'http' : 'stdio',
    policy: statedPolicy(name, entry) as unknown as Json,
  };
}

/** Looks at the file and the rows each time: both may change while the service runs. */
export function makeServiceServers(
  db: Pick<Database, 'serverEntries'>,
  file: string | undefined,
  environment: Environment,
): ServiceServers {
  const both = async (): Promise<Known> => {
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
    return { all, own, unusable: added.unusable };
  };
  return {
    async list() {
      const known = await both();
      const names = [...Object.keys(known.all.content.mcpServers), ...known.unusable.keys()];
      return [...new Set(names)].map((name) => knownServer(known, name));
    },
    refusals: (entry) => entryFaults(entry),
    async hashOf(names) {
      const { content, ...rest } = (await both()).all;
      // By what is written, not by what can be used here: variables may be set for workers only.
      const said = Object.entries(content.mcpServers)
        .filter(([name]) => names.includes(name))
        .map(([name, entry]) => [
          ...[name, identityOf({ content, ...rest }, name)],
          // How fast a server may be asked changes no task: it may change while runs go on.
          ...[statedPolicy(name, entry), { ...entry.firefly, rateLimit: null }],
        ]);
      return sha256(canonicalJson(said as unknown as Json));
    },
    async open(names) {
      const { all, unusable } = await both();
      const servers = all.servers.filter(({ name }) => names.includes(name));
      const missing = names.find((name) => servers.every((entry) => entry.name !== name));
      if (missing === undefined) return { ...all, servers };
      throw new FailureError({
        kind: 'permanent',
        message: unusable.get(missing) ?? `the service knows no server "${missing}" any more`,
      });
    },
  };
}
