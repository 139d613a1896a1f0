/** A finite JSON value, as it survives a round trip through `JSON.stringify`. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
/** A JSON object: tool arguments, schemas, answers. */
export type JsonObject = { [key: string]: Json };

/** True for a plain JSON object: not null, not an array. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
