import type { Json, JsonObject } from '../json.ts';

/**
 * A sentence that names a property, written for another one. It is understood only if every other word in it
 * is a common one of such sentences: then nothing in it can be about the first property alone.
 */

const WORDS = new Set(
  `a an and argument arguments at be been but call data error errors executing expected fail failed field
  for from in input invalid is it key mcp missing must needs object of or param parameter parameters params
  please property provide provided received request require required requires schema should supplied the
  this to tool type undefined validating validation value was were with have`.split(/\s+/),
);

/** Words without which it may be about what the server holds, rather than about what it was asked. */
const SAYS = {
  missing: /\b(?:missing|required?|requires|undefined|must (?:have|be provided))\b/i,
  type: /\b(?:type|expected|must be|should be)\b/i,
} as const;

/** The words for types that servers share. */
const TYPES = new Set(['string', 'number', 'integer', 'boolean', 'array', 'object', 'null']);

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** Names that cannot be taken for signs, places or several words. */
const PLAIN_NAME = /^[\p{L}_][\p{L}\p{N}_-]*$/u;

/** A name where it stands by itself, no part of a word or of a path. */
const alone = (name: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}_.-])${escaped(name)}(?![\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}_])`, 'gu');

/** Pydantic's way to say which object lacks the property; `%` is that object. */
const PYDANTIC =
  /\[type=missing(?:_argument)?, input_value=%, input_type=dict\](?:\s+For further information visit https:\/\/errors\.pydantic\.dev\/[\d.]+\/v\/missing(?:_argument)?)?/gu;

/** Letters of a text that Python writes as they are. */
const PLAIN = /^[ !#-&(-[\]-~\u00a1-\u00ac\u00ae-\u024f\u0370-\u0373]*$/;

/** JSON as Python shows it; null where that is not plain, or so long that it is shortened. */
function pythonText(value: Json): string | null {
  const write = (part: Json): string | null => {
    if (part === null) return 'None';
    if (typeof part === 'boolean') return part ? 'True' : 'False';
    if (typeof part === 'number')
      return Number.isInteger(part) && Math.abs(part) < 1e15 ? `${part}` : null;
    if (typeof part === 'string') return PLAIN.test(part) ? `'${part}'` : null;
    const members = Array.isArray(part)
      ? part.map(write)
      : Object.entries(part).map(([key, member]) => {
          const [name, text] = [write(key), write(member)];
          return name === null || text === null ? null : `${name}: ${text}`;
        });
    if (members.includes(null)) return null;
    return Array.isArray(part) ? `[${members.join(', ')}]` : `{${members.join(', ')}}`;
  };
  const text = write(value);
  return text !== null && text.length <= 50 ? text : null;
}

/** A property by name, and the arguments that it is wrong in. */
export interface Named {
  readonly name: string;
  readonly arguments: JsonObject;
  /** Types in the sentence that are true of it. */
  readonly types: readonly string[];
  readonly kind: keyof typeof SAYS;
}

/** Whether nothing is said but common words and the types that are true anyhow. */
function common(text: string, types: readonly string[]): boolean {
  return (text.match(/[\p{L}\p{N}_]+/gu) ?? []).every((token) => {
    const word = token.toLowerCase();
    return /^\d+$/.test(word) || WORDS.has(word) || (TYPES.has(word) && types.includes(word));
  });
}

/** A text without the name of its tool, which stays what it is. */
const withoutTool = (text: string, tool: string): string =>
  text
    .replaceAll(`${tool}Arguments`, ' ')
    .replace(alone(tool), ' ')
    .replaceAll('validation error for call', ' ');

/** Whether a text names nothing but its tool: it is as true of any other property. */
export const isNeutral = (text: string, tool: string): boolean =>
  common(withoutTool(text, tool), []);

/** The text for another property; null where it is not understood in full, or does not name the first. */
export function sentenceFor(text: string, tool: string, was: Named, is: Named): string | null {
  if (!PLAIN_NAME.test(was.name) || !PLAIN_NAME.test(is.name)) return null;
  if (WORDS.has(was.name.toLowerCase()) || TYPES.has(was.name.toLowerCase())) return null;
  if (!SAYS[was.kind].test(text)) return null;
  const [echo, newEcho] = [pythonText(was.arguments), pythonText(is.arguments)];
  const echoing = `input_value=${echo},`;
  const echoes = echo !== null && text.includes(echoing);
  if (echoes && newEcho === null) return null;
  const bare = echoes ? text.replace(echoing, 'input_value=%,') : text;
  // A name that is part of the tool's is found there, too.
  const parts = bare.split(alone(tool));
  if (!parts.some((part) => alone(was.name).test(part))) return null;
  const rest = withoutTool(bare, tool).replace(PYDANTIC, ' ').replace(alone(was.name), ' ');
  if (
    !common(
      rest,
      was.types.filter((type) => is.types.includes(type)),
    )
  )
    return null;
  const swapped = parts.map((part) => part.replace(alone(was.name), () => is.name)).join(tool);
  return echoes ? swapped.replace('input_value=%,', () => `input_value=${newEcho},`) : swapped;
}
