/** The first sentence of a description, or its first line if that ends sooner. */
export const firstSentence = (text: string): string =>
  text.trim().split(/(?<=[.!?])\s|\n/, 1)[0] ?? '';
