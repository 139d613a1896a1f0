import type { HttpEntryConfig, StdioEntryConfig } from '@firefly/contracts/mcp-config';
import { secretFormats } from '@firefly/domain/observing/redact-formats';
import { saysSecret } from './secrets.ts';

/** An entry of `mcp.json`, variables unexpanded. */
export type EntryConfig = StdioEntryConfig | HttpEntryConfig;

/** A secret that is written into an entry, where a variable should stand. */
export interface LiteralSecret {
  /** Where in the entry. */
  readonly path: readonly (string | number)[];
  /** What to call the variable that should stand there. */
  readonly name: string;
  /** The text of that place without the secret. */
  readonly hidden: string;
}

const HIDDEN = '(not shown)';

/** What is written out, beside variables and the name of a scheme. */
const literalOf = (text: string): string =>
  text
    .replace(/\$\{[^}]*\}/g, '')
    .replace(/^\s*(?:bearer|basic|token|apikey)\b/i, '')
    .trim();

const hasFormat = (text: string): boolean =>
  secretFormats.some(({ pattern }) => text.search(pattern) !== -1);

/** Whether the value of a name is a secret that is written out. */
const isWritten = (name: string, value: string): boolean =>
  (literalOf(value) !== '' && (saysSecret(name) || /^(?:set-)?cookie$/i.test(name))) ||
  hasFormat(value);

function inRecord(
  key: 'env' | 'headers',
  record: Readonly<Record<string, string>> = {},
): LiteralSecret[] {
  return Object.entries(record)
    .filter(([name, value]) => isWritten(name, value))
    .map(([name]) => ({ path: [key, name], name, hidden: HIDDEN }));
}

/** `--token=abc`, `--token abc`, and what gives itself away. */
function inArgs(args: readonly string[] = []): LiteralSecret[] {
  return args.flatMap((arg, at) => {
    const [, flag = '', value] = /^--?([^=]+)(?:=(.*))?$/s.exec(arg) ?? [];
    const [, before = ''] = /^--?([^=]+)$/.exec(args[at - 1] ?? '') ?? [];
    if (value !== undefined && isWritten(flag, value))
      return [{ path: ['args', at], name: flag, hidden: `--${flag}=${HIDDEN}` }];
    const follows = before !== '' && !arg.startsWith('-') && isWritten(before, arg);
    return follows || hasFormat(arg)
      ? [{ path: ['args', at], name: before || 'secret', hidden: HIDDEN }]
      : [];
  });
}

/** Parameters of an address; the rest of it is shown. */
function inUrl(url: string): LiteralSecret[] {
  let name = '';
  const hidden = url.replace(/([?&])([^=&#]+)=([^&#]*)/g, (whole, mark, key, value) => {
    if (!isWritten(key, value)) return whole;
    name = key;
    return `${mark}${key}=${HIDDEN}`;
  });
  if (name !== '') return [{ path: ['url'], name, hidden }];
  return hasFormat(url) ? [{ path: ['url'], name: 'secret', hidden: HIDDEN }] : [];
}

/** Secrets that are written into an entry, as far as names and forms give them away. */
export const literalSecrets = (entry: EntryConfig): LiteralSecret[] =>
  'url' in entry
    ? [...inUrl(entry.url), ...inRecord('headers', entry.headers)]
    : [...inArgs(entry.args), ...inRecord('env', entry.env)];

/** The entry as it may be shown to people: what it says, without the secrets that are written into it. */
export function shownEntry(entry: EntryConfig): EntryConfig {
  const shown = structuredClone(entry);
  for (const { path, hidden } of literalSecrets(entry)) {
    let holder = shown as unknown as Record<string | number, unknown>;
    for (const key of path.slice(0, -1)) holder = holder[key] as typeof holder;
    holder[path.at(-1) ?? ''] = hidden;
  }
  return shown;
}
