/** Longest run, in words, that is looked at. */
const RUN_WORDS = 12;

/** Words in a row, with the place in UTF-16 units where they begin. */
export interface WordRun {
  readonly text: string;
  readonly start: number;
}

/** Every run of a few words of a text, from the front, the shorter first; without marks at its ends. */
export function* wordRuns(text: string): Generator<WordRun> {
  const words = [...text.matchAll(/[^\s"'“”‘’(),;:?!]+/gu)].map((match) => ({
    start: match.index,
    end: match.index + match[0].replace(/\.+$/, '').length,
  }));
  for (const [at, { start }] of words.entries())
    for (const { end } of words.slice(at, at + RUN_WORDS))
      yield { text: text.slice(start, end), start };
}
