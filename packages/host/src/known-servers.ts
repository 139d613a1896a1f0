import { FailureError } from '@firefly/contracts/failure';
import type { McpConfig } from '@firefly/contracts/mcp-config';
import type { KnownServer, KnownServers } from '@firefly/control-api/parts';
import { ServersAway } from '@firefly/control-api/servers-away';
import { serversHash } from '@firefly/control-api/servers-hash';
import type { Database } from '@firefly/db/database';
import { canonicalJson, sha256 } from '@firefly/domain/identity';
import type { Json } from '@firefly/domain/json';
import { ConfigError } from '@firefly/mcp/config/config-error';
import { entryFaults } from '@firefly/mcp/config/entry-faults';
import { type EntryConfig, shownEntry } from '@firefly/mcp/config/literal-secrets';
import { loadServers } from '@firefly/mcp/config/load';
import { identityOf, type ServersFile, statedPolicy } from '@firefly/mcp/config/servers-file';
import { storedServers } from '@firefly/mcp/config/stored';
import type { Environment } from '@firefly/service/environment';

/** The servers of the service: those of the operator's file, and those that were added over HTTP. */
export interface ServiceServers extends KnownServers {
  /**
   * These servers, ready to be connected. Rejects with a permanent failure if one cannot be used here, or
   * if what is said of them has another hash than this.
   */
  open(names: readonly string[], hash?: string): Promise<ServersFile>;
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

/** By what is written, not by what can be used here: variables may be set for workers only. */
function identityIn(all: ServersFile, name: string, entry: EntryConfig): string {
  // How fast a server may be asked changes no task: it may change while runs go on.
  const options = { ...entry.firefly, rateLimit: null };
  const said = [name, identityOf(all, name), statedPolicy(name, entry), options];
  return sha256(canonicalJson(said as unknown as Json));
}

function knownServer({ all, own, unusable }: Known, name: string): KnownServer {
  const source = own.has(name) ? 'file' : 'added';
  const problem = unusable.get(name) ?? null;
  const entry = stated(all.content, name);
  if (entry === undefined)
    return {
      ...{ name, source, problem, transport: null },
      ...{ address: '', entry: null, policy: null, identity: name },
    };
  const shown = shownEntry(entry);
  return {
    ...{ name, source, problem, address: addressOf(shown), entry: shown as unknown as Json },
    transport: 'url' in entry ? 'http' : 'stdio',
    policy: statedPolicy(name, entry) as unknown as Json,
    identity: identityIn(all, name, entry),
  };
}

/** How long a job waits for a server that this process does not know now. */
const AWAY_MS = 15_000;

/** Put off, however often: who starts the service without its servers has lost no run by that. */
const away = (name: string): FailureError =>
  new FailureError({
    kind: 'transient',
    message: `the service knows no server "${name}" now: name it in FIREFLY_SERVERS, or add it`,
    ...{ retryAfterMs: AWAY_MS, ownLimit: true },
  });

const permanent = (message: string): FailureError =>
  new FailureError({ kind: 'permanent', message });

async function readFile(file: string, environment: Environment): Promise<ServersFile> {
  try {
    return await loadServers(file, environment);
  } catch (error) {
    throw error instanceof ConfigError ? new ServersAway(error) : error;
  }
}

/**
 * Looks at the file and the rows each time: both may change while the service runs. While the file cannot
 * be used, everything rejects with `ServersAway`.
 */
export function makeServiceServers(
  db: Pick<Database, 'serverEntries'>,
  file: string | undefined,
  environment: Environment,
): ServiceServers {
  const both = async (): Promise<Known> => {
    const named = file === undefined ? none : await readFile(file, environment);
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
    async open(names, hash) {
      const known = await both();
      const { all, unusable } = known;
      const gone = names.find(
        (name) => !unusable.has(name) && stated(all.content, name) === undefined,
      );
      if (gone !== undefined) throw away(gone);
      if (hash !== undefined && serversHash(names.map((name) => knownServer(known, name))) !== hash)
        throw permanent(
          `what the service knows of ${names.join(', ')} has changed since this run began`,
        );
      for (const name of names) {
        const why = unusable.get(name);
        if (why !== undefined) throw permanent(why);
      }
      return { ...all, servers: all.servers.filter(({ name }) => names.includes(name)) };
    },
  };
}
