import { HTTP_TYPES } from '@firefly/contracts/mcp-config';
import { isObject } from '@firefly/domain/json';

const OF_STARTED = ['command', 'args', 'env', 'cwd'];
const OF_REMOTE = ['url', 'headers'];

/** Whether an entry, of whatever form, is meant as a server over HTTP. */
export const isRemote = (entry: unknown): boolean =>
  isObject(entry) &&
  (Object.hasOwn(entry, 'url') || (HTTP_TYPES as readonly unknown[]).includes(entry.type));

function oddity(entry: Readonly<Record<string, unknown>>): string | undefined {
  if (entry.type === 'sse')
    return '.type: "sse" is the old transport over HTTP, which is not supported; if the server speaks streamable HTTP too, give "type": "http" and the url of that';
  const remote = isRemote(entry);
  const stray = (remote ? OF_STARTED : OF_REMOTE).find((key) => Object.hasOwn(entry, key));
  if (stray !== undefined)
    return `: ${remote ? 'a server over HTTP' : 'a server without "url"'} has no "${stray}"; a server is started (${OF_STARTED.join(', ')}) or reached over HTTP (${OF_REMOTE.join(', ')})`;
  if (remote && isObject(entry.firefly) && Object.hasOwn(entry.firefly, 'workspace'))
    return '.firefly.workspace: a server over HTTP runs elsewhere, so no folder can be copied for it; remove this key';
  return undefined;
}

/** What is wrong with how the first odd entry mixes the two kinds of servers, for people; else undefined. */
export function mixture(content: unknown): string | undefined {
  if (!isObject(content) || !isObject(content.mcpServers)) return undefined;
  for (const [name, entry] of Object.entries(content.mcpServers)) {
    const odd = isObject(entry) ? oddity(entry) : undefined;
    if (odd !== undefined) return `mcpServers.${name}${odd}`;
  }
  return undefined;
}
