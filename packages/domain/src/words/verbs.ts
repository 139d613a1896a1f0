import nlp from 'compromise';
import { memo } from './memo.ts';

const tagsOf = (text: string): string[] =>
  nlp(text)
    .json()
    .flatMap((sentence: { terms: { tags: string[] }[] }) => sentence.terms)[0]?.tags ?? [];

/**
 * True for a relation that reads as a verb with its subject before it: "manages", "reports to",
 * "is for". Identifiers and nouns ("owner", "PART_OF") are not: they give no sentence.
 */
export const isVerbPhrase = memo((relation: string): boolean => {
  if (!/^[a-z]+( [a-z]+){0,3}$/.test(relation)) return false;
  const first = relation.split(' ')[0] ?? '';
  return /s$|ed$/.test(first) && tagsOf(`it ${relation}`).length > 0 && isVerb(first);
});

/** Between pronouns the tagger takes plurals for verbs, between names it does not: "members", "class". */
const isVerb = (word: string): boolean =>
  nlp(`she ${word} it`).verbs().found &&
  nlp(`Maria ${word} Peter`).verbs().found &&
  !/^(this|its|his|hers|ours|[^aeiou]+eed)$/.test(word);

/** True for a word such as "opened" or "founded", which fits "When was X …?". */
export const isParticiple = memo(
  (word: string): boolean =>
    /^[a-z]{2,}[^e]ed$|^(agreed|built|born|sold|bought|made|held|begun|won|taken|written|sent|paid)$/.test(
      word,
    ) && nlp(`it was ${word}`).verbs().found,
);
