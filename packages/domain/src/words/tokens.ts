/** The words of a text for comparing: without case, accents, punctuation. Numbers keep their point. */
export const tokensOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .match(/\d+(?:[.,]\d+)*|[\p{L}\p{N}]+/gu) ?? [];
