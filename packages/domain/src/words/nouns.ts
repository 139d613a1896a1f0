import nlp from 'compromise';
import { memo } from './memo.ts';

/** Words that end in s without being plurals; the tagger reads an unknown word's ending too simply. */
const SINGULAR_ENDING = /(ss|us|is|series|news|species)$/;

/** Nouns whose plural is no other word, or that have none. */
const ONE_FORM =
  /^(series|species|news|headquarters|premises|(meta)?data|sheep|deer|moose|(air|space)craft|staff|equipment|software|information)$/;

/** The singular of a noun given alone; a singular noun stays as it is. */
export const singular = memo((noun: string): string => {
  if (SINGULAR_ENDING.test(noun)) return noun;
  const tagged = nlp(noun).nouns().toSingular().text();
  if (tagged !== '') return tagged;
  return /s$/.test(noun) ? asNoun(noun, 'Noun').toSingular().text() || noun : noun;
});

/** The word read as a noun, whatever else it may be ("lives", "works"). */
function asNoun(word: string, tag: 'Noun' | 'Singular') {
  const document = nlp(word);
  document.tag(tag);
  return document.nouns();
}

/** The plural by the rule, for nouns that the tagger takes to have none ("currency"). */
const regularPlural = (noun: string): string =>
  /[^aeiou]y$/.test(noun)
    ? `${noun.slice(0, -1)}ies`
    : `${noun}${/(s|x|z|ch|sh)$/.test(noun) ? 'es' : 's'}`;

/** The plural of a noun phrase: its last word is put into the plural. */
export const plural = memo((phrase: string): string => {
  const words = phrase.split(' ');
  const last = words.pop() ?? '';
  if (isPlural(last) || ONE_FORM.test(last)) return phrase;
  const many = asNoun(last, 'Singular').toPlural().text();
  return [...words, many === '' || many === last ? regularPlural(last) : many].join(' ');
});

/** True for a noun that stands in the plural. */
export const isPlural = (noun: string): boolean => singular(noun) !== noun;

/** True if the phrase can stand after "the": adjectives or nouns, and a noun at its end. */
export const isNounPhrase = memo((phrase: string): boolean => {
  const words = phrase.split(' ');
  if (words.some((word) => !/^[a-z]{3,}$/.test(word))) return false;
  const terms = nlp(`the ${phrase}`)
    .json()
    .flatMap((sentence: { terms: { tags: string[] }[] }) => sentence.terms)
    .slice(1);
  return (
    terms.length === words.length &&
    terms.every((term: { tags: string[] }) =>
      term.tags.some((tag) => tag === 'Noun' || tag === 'Adjective' || tag === 'Gerund'),
    ) &&
    terms.at(-1)?.tags.includes('Noun') === true
  );
});

/** `a` or `an`, by the first letter's usual sound. */
export const article = (phrase: string): string => (/^[aeiou]/i.test(phrase) ? 'an' : 'a');
