import { isObject, type Json } from '../json.ts';
import { secretFormats } from './redact-formats.ts';
import { anyEscaping, bodyOfJson } from './redact-text.ts';
import { rewriteTokens } from './redact-tokens.ts';

/** Version of what `outward` does to a text; it stands in the manifest. */
export const REDACT_VERSION = 1;
/** Shorter values are no secrets: they would be found in everything. */
export const SHORTEST_SECRET = 8;
/** What a server's working copy is called in everything that we keep. */
const WORKSPACE_PATH = '/workspace';

const DEEPEST_JSON = 8;

/** A value that must never be kept, and the name under which its removal is told. */
export interface Secret {
  readonly name: string;
  readonly value: string;
}

/** A text after redaction. `hits` counts replacements by name; `workspace` is that of the path. */
export interface Redacted {
  readonly text: string;
  readonly hits: Readonly<Record<string, number>>;
  /** A secret was found: what holds the text must not be used. */
  readonly quarantined: boolean;
}

/** The one function between servers and everything that is kept (rule 2.10). */
export interface Redactor {
  /**
   * Secrets become `[redacted:NAME]`, the working copy's path becomes `/workspace`. Takes JSON texts,
   * with JSON inside their strings, and plain texts; a JSON text stays one.
   */
  outward(text: string): Redacted;
  /** `/workspace` becomes the real path in all strings of the arguments. */
  inward<T extends Json>(args: T): T;
}

/** What a redactor knows; `real` holds all forms of the path, the one to send to the server first. */
export interface RedactorOptions {
  readonly secrets: readonly Secret[];
  readonly workspace?: { readonly real: readonly string[] };
}

interface Needle {
  readonly name: string;
  readonly value: string;
  readonly by: string;
  readonly secret: boolean;
}

const label = (name: string): string => `[redacted:${name.replace(/[^A-Za-z0-9_.-]/g, '_')}]`;

function needlesOf({ secrets, workspace }: RedactorOptions): Needle[] {
  const found = new Map<string, Needle>();
  for (const path of workspace?.real ?? [])
    for (const value of [path.replace(/\/+$/, ''), encodeURI(path.replace(/\/+$/, ''))])
      found.set(value, { name: 'workspace', value, by: WORKSPACE_PATH, secret: false });
  for (const { name, value } of secrets)
    for (const form of [value, value.trim(), encodeURIComponent(value.toWellFormed())])
      if (form.length >= SHORTEST_SECRET && !found.has(form))
        found.set(form, { name, value: form, by: label(name), secret: true });
  found.delete('');
  // The longest first: at one place the whole secret goes, not a part that is another's name.
  return [...found.values()].sort((a, b) => b.value.length - a.value.length);
}

/** A path ends where its name ends: `/tmp/w1` is not found in `/tmp/w12`. */
const sourceOf = (needle: Needle): string =>
  `(${anyEscaping(needle.value)}${needle.secret ? '' : '(?![A-Za-z0-9_-])'})`;

type Hit = (name: string, secret: boolean) => void;

/** Makes the redactor of one process of one server. */
export function makeRedactor(options: RedactorOptions): Redactor {
  const needles = needlesOf(options);
  const pattern =
    needles.length === 0 ? undefined : new RegExp(needles.map(sourceOf).join('|'), 'g');

  const plain = (text: string, hit: Hit): string => {
    let out = text;
    if (pattern !== undefined)
      out = out.replace(pattern, (match, ...groups) => {
        const needle = needles[groups.findIndex((group) => group !== undefined)];
        if (needle === undefined) return match;
        hit(needle.name, needle.secret);
        return needle.by;
      });
    for (const format of secretFormats)
      out = out.replace(format.pattern, () => {
        hit(format.name, true);
        return label(format.name);
      });
    return out;
  };

  const deep = (text: string, hit: Hit, depth: number): string => {
    const body = depth < DEEPEST_JSON ? bodyOfJson(text) : undefined;
    if (body === undefined) return plain(text, hit);
    const inside = rewriteTokens(body.json, (value) => deep(value, hit, depth + 1));
    return plain(body.before, hit) + inside + body.after;
  };

  return {
    outward(text) {
      const hits: Record<string, number> = {};
      let quarantined = false;
      const out = deep(
        text,
        (name, secret) => {
          hits[name] = (hits[name] ?? 0) + 1;
          quarantined ||= secret;
        },
        0,
      );
      return { text: out, hits, quarantined };
    },
    inward: (args) => inward(args, options.workspace?.real[0]) as typeof args,
  };
}

const FILE_URL = /(?<=file:\/\/)\/workspace(?![A-Za-z0-9_-])/g;
const ABSOLUTE = /(?<=^|[^A-Za-z0-9_.~/-])\/workspace(?![A-Za-z0-9_-])/g;

function inward(value: Json, path: string | undefined): Json {
  const real = path?.replace(/\/+$/, '');
  if (real === undefined || real === '') return value;
  const string = (text: string): string =>
    text.replace(FILE_URL, () => encodeURI(real)).replace(ABSOLUTE, () => real);
  const walk = (node: Json): Json => {
    if (typeof node === 'string') return string(node);
    if (Array.isArray(node)) return node.map(walk);
    if (!isObject(node)) return node;
    return Object.fromEntries(
      Object.entries(node).map(([key, child]) => [string(key), walk(child)]),
    );
  };
  return walk(value);
}
