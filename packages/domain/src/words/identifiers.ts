/** The lower-case words of an identifier: `monthlyRent_eur` gives monthly, rent, eur. Digits stay with their word. */
export const wordsOf = (identifier: string): string[] =>
  identifier
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());

/** Verbs that open the names of tools which only read. */
const READING_VERBS: ReadonlySet<string> = new Set(
  'get list search read describe find count show lookup query fetch view browse open retrieve load check'.split(
    ' ',
  ),
);

/** Words that end a name's object, and that as an identifier's last word name no thing. */
export const PREPOSITIONS: ReadonlySet<string> = new Set(
  'by for of in from with to on at near within'.split(' '),
);

/**
 * The words a tool's name says it is about: `get_countries_by_region` gives countries.
 * Empty where nothing stands between the verb and the preposition. A closing `tool` is left out.
 */
export function objectOf(toolName: string): string[] {
  const words = wordsOf(toolName);
  const start = words[0] !== undefined && READING_VERBS.has(words[0]) ? 1 : 0;
  const end = words.findIndex((word, at) => at >= start && PREPOSITIONS.has(word));
  const object = words.slice(start, end === -1 ? undefined : end);
  return object.length > 1 && object.at(-1) === 'tool' ? object.slice(0, -1) : object;
}
