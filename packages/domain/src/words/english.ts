const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Words that English is made of and that its neighbours do not have, or seldom. */
const LITTLE = set(
  'the and what which who whose how many much are does did with from than that this these those there their they please our your need find tell give between where each would could should you its it into about according among more',
);
/** What is left of English where its little words are left out: "cheapest first", "loans after 5 March". */
const TERSE = set(
  'after before below above since without except most least highest lowest largest smallest biggest greatest longest shortest cheapest fewest oldest newest earliest latest closest nearest expensive visited first yearly monthly daily average count report compute calculate number names called price prices year years days hours weeks only every any both',
);
/** English, too, but a word of other languages as well. */
const SHARED = set(
  'a an of in is to for by on at has have was were be not do when all one or per over under last list show name total my minutes',
);

/** Fewest words that are English alone, and the share that both kinds have of all. */
const FEWEST = 2;
const SHARE = 0.25;

/**
 * Whether a text is English, judged by its little words: names and titles in it do not count. A text of few
 * words may not be known as English; another language is not taken for it.
 */
export function isEnglish(text: string): boolean {
  const words = text.match(/\p{L}[\p{L}\p{M}]*/gu) ?? [];
  // A capital begins a name, but for the first word.
  const plain = words.filter((word, at) => at === 0 || !/^\p{Lu}/u.test(word));
  const lower = plain.map((word) => word.toLowerCase());
  const own = lower.filter((word) => LITTLE.has(word) || TERSE.has(word)).length;
  const shared = lower.filter((word) => SHARED.has(word)).length;
  return own >= FEWEST && own + shared >= SHARE * words.length;
}
