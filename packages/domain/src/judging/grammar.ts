import { CONTROL_CHARACTERS } from '../words/control-characters.ts';
import { defineCheck, show } from './check.ts';

const SHORTEST = 20;
const LONGEST = 400;

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

function quoteProblem(text: string): string | undefined {
  if ((text.match(/"/g)?.length ?? 0) % 2 === 1) return 'a quotation mark is never closed';
  for (const [open, close] of ['“”', '()', '[]'].map((pair) => [...pair])) {
    const opened = text.split(open ?? '').length;
    if (opened !== text.split(close ?? '').length) return `${open} and ${close} do not balance`;
  }
  return undefined;
}

/** Text outside quotation marks and paths: quoted data may be written as it likes. */
const ownWords = (text: string): string =>
  text.replace(/"[^"]*"|“[^”]*”/g, '""').replace(/\S*\/\S*/g, '/');

/** Cheap signs of a prompt that nobody would have typed. It is no judge of style. */
export const grammar = defineCheck('grammar', ({ prompt, answer_template, fields }) => {
  const written = [
    ['prompt', prompt],
    ['template', answer_template],
  ] as const;
  const named = fields.map((field) => ['name of a field', field.name] as const);
  const control = [...written, ...named].find(([, text]) => text.search(CONTROL_CHARACTERS) >= 0);
  const own = ownWords(prompt);
  const length = Array.from(prompt).length;
  const repeated = /(?<![\p{L}\p{N}])(\p{L}+) \1(?![\p{L}\p{N}])/iu.exec(own);
  const leftover = /\b(undefined|null|NaN)\b|\[object/.exec(own);
  const identifier = /\w+_\w+/.exec(own);
  const problems = [
    /[.?]$/.test(prompt) ? undefined : 'the prompt ends without "?" or "."',
    /^["“(]?[\p{Lu}\p{N}]/u.test(prompt) ? undefined : 'the prompt does not start with a capital',
    / {2}|\n|\t|^ | $/.test(own) ? 'the prompt holds stray space' : undefined,
    /[{}]/.test(own) ? 'the prompt holds a placeholder that was not filled' : undefined,
    / [,.;:?!]/.test(own) ? 'a space stands before a punctuation mark' : undefined,
    control === undefined ? undefined : `the ${control[0]} holds a control character`,
    leftover === null ? undefined : `the prompt says ${show(leftover[0])}`,
    identifier === null ? undefined : `${show(identifier[0])} is an identifier, not a word`,
    repeated === null ? undefined : `${show(repeated[0])} repeats a word`,
    quoteProblem(prompt),
    articleProblem(own),
    length < SHORTEST ? `${length} characters are too few to say what is asked` : undefined,
    length > LONGEST ? `${length} characters are more than anybody would read` : undefined,
  ].filter((problem) => problem !== undefined);
  return { problems, seen: `${length} characters that read as a question or request` };
});
