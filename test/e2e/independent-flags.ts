/** `flag` of docs/bundle-format.md, written anew from that page: nothing of FireFly. */

/** The denials that the page names, and their nearest kin. */
const DENIES =
  /\b(no|not|never|none|nor|without|except\w*|exclud\w+|ignor\w+|omit\w*|skip\w*|used to|former\w*|fail\w*|unless|until)\b|n['’]t\b/i;
/** Words of a parameter's name that nobody has to say. */
const SWITCHES =
  'include includes including with show also add use allow enable enabled get fetch return want is are has have be do should the of and flag';
const ONLY = ['only', 'just', 'solely', 'exclusively', 'alone'];
const BESIDE = 30;

/** `true` where one to eight words without marks or digits deny nothing. */
export function flag(words: string): true | undefined {
  const parts = words.split(' ');
  const plain = parts.length <= 8 && parts.every((word) => /^[\p{L}\p{M}'’-]+$/u.test(word));
  return plain && !DENIES.test(words) ? true : undefined;
}

const wordsIn = (text: string): string[] =>
  text
    .replace(/(\p{Ll})(\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{M}]+/u)
    .filter((word) => word !== '');

/** Whether the words of a span name what a parameter switches on, and nothing beside them denies it. */
export function namesFlag(
  prompt: string,
  [start, end]: readonly number[],
  pointer: string,
): boolean {
  const points = Array.from(prompt);
  const words = points.slice(start, end).join('');
  const name = wordsIn(pointer.slice(pointer.lastIndexOf('/') + 1));
  if (name.some((part) => DENIES.test(part))) return false;
  const meant = name.filter((part) => !SWITCHES.split(' ').includes(part));
  const said = wordsIn(words);
  const stands = (part: string): boolean =>
    said.some(
      (word) =>
        word === part ||
        (part === 'only' && ONLY.includes(word)) ||
        (part.length >= 4 && word.startsWith(part.slice(0, 4))),
    );
  const sentence = (text: string): string[] => text.split(/[.;:?!()]/);
  const before = sentence(points.slice(0, start).join('')).at(-1) ?? '';
  const [behind = ''] = sentence(points.slice(end).join(''));
  const denied = DENIES.test(before.slice(-BESIDE)) || DENIES.test(behind.slice(0, BESIDE));
  return meant.some((part) => part.length >= 4) && meant.every(stands) && !denied;
}
