import type { Json } from '../json.ts';
import { wordsOf } from '../words/identifiers.ts';

type Sign = readonly [pattern: RegExp, kind: string];
const kindOf = (text: string, signs: readonly Sign[]): string | null =>
  signs.find(([pattern]) => pattern.test(text))?.[1] ?? null;

/** Over the lower-case words of a name. Whole names or last words: "page count" and "credit limit" are facts. */
const NAMES: readonly Sign[] = [
  [/\b(ids?|uuid|guid|oid|sha\d*|md5|hash|checksum|digest|etag|nonce|token)$/, 'an opaque id'],
  [/\b(cursor|pagination|paging)\b|^(offset|limit|truncated)$/, 'pagination'],
  [/^(page|next|prev|previous)( (page|offset|url|link|number|size))?$/, 'pagination'],
  [/^(has|is) (more|next|prev|truncated|complete)\b/, 'pagination'],
  [/\b(elapsed|took)\b|\b(duration|response|execution|processing)( time)? ms$|^ms$/, 'a timing'],
  [
    /^(timestamp|now|server time|(retrieved|fetched|queried|requested|generated|cached|accessed|checked)( at| on| time)?)$/,
    'a time of retrieval',
  ],
  [/\b(path|dir|directory|cwd|folder|filepath|pathname)$/, 'a path'],
  [/^(status|success|ok|error|errors|is error|valid|found|exists)$/, 'a status word'],
];

/** What kind of thing nobody asks for a leaf is, by its name; null for an ordinary one (rule 2.8). */
export const unaskableName = (name: string): string | null =>
  kindOf(wordsOf(name).join(' '), NAMES);

const LOOKS: readonly Sign[] = [
  [/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, 'an opaque id'],
  [/^(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,}$/, 'an opaque id'],
  [/^[0-9a-f]{32,}$/i, 'an opaque id'],
  [/^(?=\S*\d)(?=\S*[a-z])(?=\S*[A-Z])[\w+/=-]{20,}$/, 'an opaque id'],
  [/^(\/|\.{1,2}\/|~\/|[A-Za-z]:\\)\S/, 'a path'],
  [/^[\w.-]+(\/[\w.-]+)*\/[\w-]+\.\w{1,5}$/, 'a path'],
  [
    /^(ok|success(ful)?|error|fail(ed|ure)?|true|false|done|pending|completed?|none|null|n\/a|unknown|undefined)$/i,
    'a status word',
  ],
];

/** The longest text whose look is examined: ids and paths are short, prose is not. */
const LONGEST = 300;

/** The same by how the value looks. A web address is fine, and so is a date. */
export function unaskableValue(value: Json): string | null {
  if (typeof value === 'boolean') return 'a flag';
  if (value === null) return 'nothing';
  if (typeof value !== 'string' || value.length > LONGEST) return null;
  return kindOf(value.trim(), LOOKS);
}
