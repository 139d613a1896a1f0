/** Remembers what a function said of a word: the tagger is slow, and the words are few. */
export const memo = <T>(compute: (word: string) => T): ((word: string) => T) => {
  const known = new Map<string, T>();
  return (word) => {
    const found = known.get(word);
    if (found !== undefined) return found;
    const value = compute(word);
    known.set(word, value);
    return value;
  };
};
