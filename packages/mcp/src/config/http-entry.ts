import type { HttpEntryConfig } from '@firefly/contracts/mcp-config';
import { ConfigError } from './config-error.ts';
import { type Expanded, expand, type Scope, WORKSPACE_VARIABLE } from './expand.ts';
import { secretsOfHeader, secretsOfUrl } from './secrets.ts';
import type { HttpEntry } from './servers-file.ts';

/** What is wrong with an address, without showing it: it may hold a secret. */
function wrongUrl(text: string): string | undefined {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol))
    return 'this is no address of the form https://…';
  return url.username !== '' || url.password !== ''
    ? 'an address with a name or password in it is not used; send them in "headers"'
    : undefined;
}

/** Whether a request can carry this header. */
export const sendable = (name: string, value: string): boolean => {
  try {
    return new Headers([[name, value]]).has(name);
  } catch {
    return false;
  }
};

/** The entry of a server over HTTP, with its variables filled in. Throws a ConfigError. */
export function httpEntry(name: string, entry: HttpEntryConfig, scope: Scope): HttpEntry {
  const at = `mcpServers.${name}`;
  const fill = (text: string, place: string): Expanded => {
    if (text.includes(WORKSPACE_VARIABLE))
      throw new ConfigError(
        `${scope.file}: ${place}: ${WORKSPACE_VARIABLE} means nothing to a server over HTTP, which gets no working copy`,
      );
    return expand(text, place, scope);
  };
  const url = fill(entry.url, `${at}.url`);
  const wrong = wrongUrl(url.text);
  if (wrong !== undefined) throw new ConfigError(`${scope.file}: ${at}.url: ${wrong}`);
  const headers = Object.entries(entry.headers ?? {}).map(([key, value]) => {
    const filled = fill(value, `${at}.headers.${key}`);
    if (!sendable(key, filled.text))
      throw new ConfigError(
        `${scope.file}: ${at}.headers.${key}: its value holds characters that no header can carry`,
      );
    return [key, filled] as const;
  });
  return {
    type: 'http',
    name,
    url: url.text,
    headers: Object.fromEntries(headers.map(([key, value]) => [key, value.text])),
    workspace: null,
    secrets: [
      ...headers.flatMap(([key, value]) => secretsOfHeader(key, value)),
      ...secretsOfUrl(url),
    ],
    options: entry.firefly ?? {},
  };
}
