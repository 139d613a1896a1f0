import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';

/** Marks of the tokenizer's own inside a text are text. */
const asText = { disallowedSpecial: new Set<string>() };

/** How many tokens a text is, by a public tokenizer: near what providers count, not the same. */
export const tokensOf = (text: string): number => countTokens(text, asText);
