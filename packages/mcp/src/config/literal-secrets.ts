import type { HttpEntryConfig, StdioEntryConfig } from '@firefly/contracts/mcp-config';
import type { Json } from '@firefly/domain/json';
import { texts } from './texts.ts';
import {
  HIDDEN,
  hasForm,
  isWritten,
  literalOf,
  withoutPasswords,
  writtenPair,
} from './written-pairs.ts';

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

/** A value that is called what its flag is called, or after a header that ends before it. */
function nameBefore(before: string): string {
  const [, header] = /(?:^|[:=\s])((?:bearer|basic))\s*$/i.exec(before) ?? [];
  return header === undefined ? (/^--?([^=]+)$/s.exec(before)?.[1] ?? '') : 'authorization';
}

/** `--token=abc`, `--token abc`, `NAME=abc`, `Name: abc`, and what gives itself away, also among words. */
function inArgument(arg: string, before: string): Omit<LiteralSecret, 'path'> | undefined {
  const named = nameBefore(before);
  if (named !== '' && !arg.startsWith('-') && isWritten(named, arg))
    return { name: named, hidden: HIDDEN };
  const pair = writtenPair(arg, /^h(?:eaders?)?$/i.test(named));
  if (pair !== undefined) return { name: pair.name, hidden: arg.slice(0, pair.at) + HIDDEN };
  const hidden = withoutPasswords(arg);
  if (hidden !== arg && !hasForm(hidden) && !/\s/.test(arg)) return { name: 'password', hidden };
  if (hasForm(arg)) return { name: named || 'secret', hidden: HIDDEN };
  // A whole command line, or a list: `sh -c "TOKEN=abc server"`.
  const words = arg.split(/[\s,;&?]+/);
  const found = words.length > 1 ? inArgs(words)[0] : undefined;
  return found && { name: found.name, hidden: HIDDEN };
}

function inArgs(args: readonly string[] = []): LiteralSecret[] {
  return args.flatMap((arg, at) => {
    const found = inArgument(arg, args[at - 1] ?? '');
    return found === undefined ? [] : [{ path: ['args', at], ...found }];
  });
}

function inRecord(
  key: 'env' | 'headers',
  record: Readonly<Record<string, string>> = {},
): LiteralSecret[] {
  return Object.entries(record)
    .filter(([name, value]) => isWritten(name, value))
    .map(([name]) => ({ path: [key, name], name, hidden: HIDDEN }));
}

/** Parameters and passwords of an address; the rest of it is shown. */
function inUrl(url: string): LiteralSecret[] {
  const open = withoutPasswords(url);
  let name = open === url ? '' : 'password';
  const hidden = open.replace(/([?&])([^=&#]+)=([^&#]*)/g, (whole, mark, key, value) => {
    if (!isWritten(key, value)) return whole;
    name = key;
    return `${mark}${key}=${HIDDEN}`;
  });
  if (hasForm(hidden)) return [{ path: ['url'], name: name || 'secret', hidden: HIDDEN }];
  return name === '' ? [] : [{ path: ['url'], name, hidden }];
}

/** Everything else: by form alone. */
function elsewhere(entry: EntryConfig): LiteralSecret[] {
  return [...texts(entry as unknown as Json)]
    .filter(([[top]]) => !['url', 'headers', 'args', 'env'].includes(String(top)))
    .filter(([, text]) => hasForm(text))
    .map(([path]) => ({ path, name: 'secret', hidden: HIDDEN }));
}

/** Secrets that are written into an entry, as far as names and forms give them away. */
export const literalSecrets = (entry: EntryConfig): LiteralSecret[] => [
  ...('url' in entry
    ? [...inUrl(entry.url), ...inRecord('headers', entry.headers)]
    : [...inArgs(entry.args), ...inRecord('env', entry.env)]),
  ...elsewhere(entry),
];

/** Only references and the name of a scheme are shown of a value: a word that nobody knows may be a secret. */
const shownRecord = (record: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, literalOf(value) === '' ? value : HIDDEN]),
  );

/**
 * The entry as it may be shown to people: what it says, without the secrets that are written into it, and
 * of headers and environment variables the names and what refers to variables.
 */
export function shownEntry(entry: EntryConfig): EntryConfig {
  const shown = structuredClone(entry);
  for (const { path, hidden } of literalSecrets(entry)) {
    let holder = shown as unknown as Record<string | number, unknown>;
    for (const key of path.slice(0, -1)) holder = holder[key] as typeof holder;
    holder[path.at(-1) ?? ''] = hidden;
  }
  if ('url' in shown)
    return shown.headers ? { ...shown, headers: shownRecord(shown.headers) } : shown;
  return shown.env ? { ...shown, env: shownRecord(shown.env) } : shown;
}
