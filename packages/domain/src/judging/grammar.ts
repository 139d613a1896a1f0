import { CONTROL_CHARACTERS } from '../words/control-characters.ts';
import { isEnglish } from '../words/english.ts';
import { ownWords } from '../words/own-words.ts';
import { unspacedLetters } from '../words/unspaced.ts';
import { defineCheck, show } from './check.ts';

const SHORTEST = 20;
const LONGEST = 400;
/** A letter of a script without spaces says as much as so many others. */
const DENSE = 3;
/** Shorter words may stand twice in a row outside English: "Museen, die die meisten", "vous vous". */
const DOUBLED = 5;

/** Words before which "a" and "an" follow the sound, not the letter. */
const SOUNDS_CONSONANT = /^(uni([^nm]|$)|use|usu|uti|eu|one\b|once)/i;
const SILENT_H = /^(hour|honest|honou?r|heir)/i;

function articleProblem(text: string): string | undefined {
  for (const [phrase, article, word] of text.matchAll(/\b(an?) ([a-z]+)/gi)) {
    // A capital "A" may be a name; a word in capitals may be spelled out.
    if (article === undefined || word === undefined || article === 'A') continue;
    if (word === word.toUpperCase()) continue;
    const vowel = SILENT_H.test(word) || (/^[aeiou]/i.test(word) && !SOUNDS_CONSONANT.test(word));
    if (vowel !== (article.length === 2)) return `${show(phrase)} has the wrong article`;
  }
  return undefined;
}

const count = (text: string, sign: string): number => text.split(sign).length - 1;

/** „this“ opens below; ”this” opens and closes alike. */
function curlyProblem(text: string, english: boolean): string | undefined {
  const [low, left, right] = [count(text, '„'), count(text, '“'), count(text, '”')];
  const alike = left === 0 && low === 0 && right % 2 === 0;
  const closed = low > 0 ? low === left + right : left === right || (!english && alike);
  return closed ? undefined : 'curly quotation marks do not balance';
}

function quoteProblem(text: string, english: boolean): string | undefined {
  if (count(text, '"') % 2 === 1) return 'a quotation mark is never closed';
  for (const [open = '', close = ''] of ['()', '[]', '«»', '「」', '『』', '《》', '（）'].map(
    (pair) => [...pair],
  ))
    if (count(text, open) !== count(text, close)) return `${open} and ${close} do not balance`;
  return curlyProblem(text, english);
}

/** A word that stands twice in a row. */
function doubled(text: string, english: boolean): string | undefined {
  const twice = text.matchAll(/(?<![\p{L}\p{N}])(\p{L}+) \1(?![\p{L}\p{N}])/giu);
  return [...twice].find(([, word = '']) => english || word.length >= DOUBLED)?.[0];
}

/** What is asked of English, and what of a language that is not known. */
const SIGNS = {
  english: { end: /[.?]$/, stray: / [,.;:?!]/, leftover: /\b(undefined|null|NaN)\b|\[object/ },
  other: { end: /[.?。？．؟।]$/, stray: / [,.，。？]/, leftover: /\b(undefined|NaN)\b|\[object/ },
} as const;

/**
 * Cheap signs of a prompt that nobody would have typed. It is no judge of style. What only English has is asked
 * of what is English alone; all else, of every language.
 */
export const grammar = defineCheck('grammar', ({ prompt, answer_template, fields }) => {
  const written = [
    ['prompt', prompt],
    ['template', answer_template],
  ] as const;
  const named = fields.map((field) => ['name of a field', field.name] as const);
  const control = [...written, ...named].find(([, text]) => text.search(CONTROL_CHARACTERS) >= 0);
  const own = ownWords(prompt);
  const english = isEnglish(own);
  const signs = SIGNS[english ? 'english' : 'other'];
  const length = Array.from(prompt).length;
  const said = length + (DENSE - 1) * unspacedLetters(prompt);
  const repeated = doubled(own, english);
  const leftover = signs.leftover.exec(own);
  const identifier = /\w+_\w+/.exec(own);
  const problems = [
    signs.end.test(prompt) ? undefined : 'the prompt ends without "?" or "."',
    /^["“„”«»「『《¿(（]?[\p{Lu}\p{Lo}\p{N}]/u.test(prompt)
      ? undefined
      : 'the prompt does not start with a capital',
    / {2}|\n|\t|^ | $/.test(own) ? 'the prompt holds stray space' : undefined,
    /[{}]/.test(own) ? 'the prompt holds a placeholder that was not filled' : undefined,
    signs.stray.test(own) ? 'a space stands before a punctuation mark' : undefined,
    control === undefined ? undefined : `the ${control[0]} holds a control character`,
    leftover === null ? undefined : `the prompt says ${show(leftover[0])}`,
    identifier === null ? undefined : `${show(identifier[0])} is an identifier, not a word`,
    repeated === undefined ? undefined : `${show(repeated)} repeats a word`,
    quoteProblem(prompt, english),
    english ? articleProblem(own) : undefined,
    said < SHORTEST ? `${length} characters are too few to say what is asked` : undefined,
    length > LONGEST ? `${length} characters are more than anybody would read` : undefined,
  ].filter((problem) => problem !== undefined);
  return { problems, seen: `${length} characters that read as a question or request` };
});
