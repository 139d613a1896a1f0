import { failureOf } from '@firefly/contracts/failure';
import type { ListedTool } from '@firefly/domain/catalog/tool';
import { fingerprint } from '@firefly/domain/identity';
import type { ServerListing, ToolServers } from '@firefly/domain/ports';
import type { ServerEntry, ServersFile } from '@firefly/mcp/config/servers-file';
import { reportOf, type ServerReport, unusable } from './server-report.ts';

/** Servers that start at a time: more would take the time of starting from each other. */
const AT_ONCE = 4;
/** Names told of what changed in a list. */
const MOST_NAMES = 5;

const some = (names: readonly string[]): string => {
  const told = names.slice(0, MOST_NAMES).map((name) => JSON.stringify(name));
  const rest = names.length - told.length;
  return [...told, ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
};

/** What a second list has that the first had not, or the other way round; empty if they are the same. */
function changed(first: readonly ListedTool[], second: readonly ListedTool[]): string {
  const prints = new Map(first.map((tool) => [tool.name, fingerprint(tool)]));
  const now = new Set(second.map((tool) => tool.name));
  const parts: [string, string[]][] = [
    ['came', second.filter(({ name }) => !prints.has(name)).map(({ name }) => name)],
    ['went', first.filter(({ name }) => !now.has(name)).map(({ name }) => name)],
    [
      'changed',
      second
        .filter((tool) => prints.has(tool.name) && prints.get(tool.name) !== fingerprint(tool))
        .map(({ name }) => name),
    ],
  ];
  return parts
    .flatMap(([verb, names]) => (names.length > 0 ? `${some(names)} ${verb}` : []))
    .join('; ');
}

/** What asking a second time shows: a list that changes, or a server that lists only once. */
async function secondThoughts(
  servers: Pick<ToolServers, 'list'>,
  { name, options }: ServerEntry,
  first: ServerListing,
  signal: AbortSignal,
): Promise<string[]> {
  // Whoever takes a request only now and then is not asked for a mere look.
  if ((options.rateLimit?.perSecond ?? 1) < 1) return [];
  try {
    const change = changed(first.tools, (await servers.list(name, signal)).tools);
    return change === ''
      ? []
      : [`its list of tools changed when asked again (${change}); a run uses the first it gets`];
  } catch (error) {
    return [`asked again, it failed: ${failureOf(error).message}`];
  }
}

async function checkOne(
  file: ServersFile,
  entry: ServerEntry,
  servers: Pick<ToolServers, 'list'>,
  signal: AbortSignal,
): Promise<ServerReport> {
  try {
    const listing = await servers.list(entry.name, signal);
    const notes = [...listing.notes, ...(await secondThoughts(servers, entry, listing, signal))];
    return reportOf(file, entry, { ...listing, notes });
  } catch (error) {
    return unusable(entry.name, failureOf(error).message);
  }
}

/**
 * Starts every server of the file and says what a run would do with each of its tools, in the order of
 * the file. No tool is called. `onWaiting` is told whom it waits for, whenever that changes.
 * After the signal nothing in the reports is to be relied on.
 */
export async function checkServers(
  file: ServersFile,
  servers: Pick<ToolServers, 'list'>,
  onWaiting: (names: readonly string[]) => void,
  signal: AbortSignal,
): Promise<ServerReport[]> {
  const reports = new Map<string, ServerReport>();
  const queue = [...file.servers];
  const waiting = new Set(queue.map(({ name }) => name));
  const work = async (): Promise<void> => {
    for (let entry = queue.shift(); entry !== undefined; entry = queue.shift()) {
      reports.set(entry.name, await checkOne(file, entry, servers, signal));
      waiting.delete(entry.name);
      onWaiting([...waiting]);
    }
  };
  onWaiting([...waiting]);
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return file.servers.flatMap(({ name }) => reports.get(name) ?? []);
}
