import { isVerbPhrase } from '@firefly/domain/words/verbs';

/** Participles that describe where or how a thing stands; others before "at" or "to" tell what it did. */
const STATES =
  /^(affiliated|assigned|associated|attached|based|connected|dedicated|employed|enrolled|housed|linked|located|married|named|registered|related|situated|stationed|stored) /;

/**
 * What must stand before a relation's verb for it to be a sentence: nothing before "manages", "is "
 * before "owned by". Undefined if it gives none.
 */
export function beforeVerb(relation: string): '' | 'is ' | undefined {
  if (!isVerbPhrase(relation) || /\b(a|an|the|is|are)$/.test(relation)) return undefined;
  return /^\S+ed by$/.test(relation) || STATES.test(relation) || /^led by$/.test(relation)
    ? 'is '
    : '';
}
