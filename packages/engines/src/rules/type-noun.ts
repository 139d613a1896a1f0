import type { JsonObject } from '@firefly/domain/json';
import { isNounPhrase } from '@firefly/domain/words/nouns';

const TYPE_KEYS = ['entityType', 'entity_type', 'type', 'kind', 'category'];

/** What a record says it is ("person", "machine"), if that is a plain noun. */
export function typeNoun(record: JsonObject): string | undefined {
  for (const key of TYPE_KEYS) {
    const value = record[key];
    if (typeof value === 'string' && value.length <= 24 && isNounPhrase(value)) return value;
  }
  return undefined;
}
