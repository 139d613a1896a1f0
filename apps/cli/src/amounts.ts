/** Amounts as people read them. */

/** "1 task", "3 tasks". */
export const many = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

export const tokensText = (tokens: number): string => `${tokens.toLocaleString('en')} tokens`;

/** Null where a model has no price: nobody is told that it costs nothing. */
export const dollarsText = (dollars: number | null): string =>
  dollars === null ? 'no price known' : `$${dollars.toFixed(dollars < 1 ? 4 : 2)}`;
