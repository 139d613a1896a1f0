import type { JsonObject } from '@firefly/domain/json';
import { isNounPhrase } from '@firefly/domain/words/nouns';
import { isPluralPhrase } from './words.ts';

const TYPE_KEYS = ['entityType', 'entity_type', 'type', 'kind'];
/** Types that say nothing. */
const ANYTHING = /^(entity|node|item|record|object|entry|thing|element|resource|other|default)$/;

/** What a record says it is ("person", "machine"), if that is a plain noun in the singular. */
export function typeNoun(record: JsonObject): string | undefined {
  for (const key of TYPE_KEYS) {
    const value = record[key];
    if (typeof value !== 'string' || value.length > 24) continue;
    // "Person" is a noun with a capital; "NASA" is not.
    const noun = /^\p{Lu}\p{Ll}/u.test(value) ? value.toLowerCase() : value;
    if (isNounPhrase(noun) && !isPluralPhrase(noun) && !ANYTHING.test(noun)) return noun;
  }
  return undefined;
}
