/**
 * JSON as a text column. `JSON.stringify` writes NUL and lone surrogates as escapes, so everything
 * that is JSON can be stored, and comes back with its keys in their order.
 */
export const toText = (value: unknown): string => JSON.stringify(value);

/** The value of a text column that `toText` wrote. */
export const fromText = <T>(text: string): T => JSON.parse(text) as T;

/** As `fromText`, of a column that may be empty. */
export const fromNullable = <T>(text: string | null): T | null =>
  text === null ? null : fromText<T>(text);

/** A text for people or for ordering: Postgres stores no NUL. What must be exact goes through `toText`. */
export const plain = (text: string): string => text.replaceAll('\u0000', '\uFFFD');
