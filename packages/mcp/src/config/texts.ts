import { isObject, type Json } from '@firefly/domain/json';

/** Every text of a value with its place. */
export function* texts(
  value: Json,
  at: readonly (string | number)[] = [],
): Generator<readonly [readonly (string | number)[], string]> {
  if (typeof value === 'string') yield [at, value];
  else if (Array.isArray(value))
    for (const [key, inner] of value.entries()) yield* texts(inner, [...at, key]);
  else if (isObject(value))
    for (const [key, inner] of Object.entries(value)) yield* texts(inner, [...at, key]);
}
