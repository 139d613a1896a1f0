/** What takes back the words beside it. */
export const DENIAL =
  /\b(?:not?|never|none|nor|without|except\w*|exclu\w+|ignor\w+|skip\w*|omit\w*|hid(?:e|ing)|leav\w+|left|aside|apart|but|rather|instead|other|than|minus|used to|former\w*|fail\w*|un(?:less|til))\b|n['’]t\b/i;

/** A few plain words that deny nothing: "also archived ones". */
const WORDS = /^[\p{L}\p{M}'’-]+(?: [\p{L}\p{M}'’-]+){0,7}$/u;

/** Whether words can say that something is wanted; whether they name it, `saysFlag` knows. */
export const isFlagText = (text: string): boolean => WORDS.test(text) && !DENIAL.test(text);
