/** Who asks, but for whom an answer is given to: "tell me". */
const FIRST_PERSON =
  /\b(?:I|[Ww]e|[Mm]y|[Mm]ine|[Oo]urs?|[Mm]yself|[Oo]urselves)\b|(?<!\b(?:[Tt]ell|[Gg]ive|[Ss]how|[Nn]ame|[Ll]ist|[Ff]ind|[Gg]et|[Ss]end|[Ll]et) )\b(?:me|us)\b/;
const END = /[.;:?!](?=[\s"”)]|$)/;

/**
 * Whether what is said at a place of a text is told by somebody of themselves: "I am not from Norway; …", "with
 * 20 euros in my pocket". Commas are looked across: "We are, all in all, over 20 people".
 */
export function isOfAsker(text: string, at: number): boolean {
  const before = text.slice(0, at).split(END).at(-1) ?? '';
  const [behind = ''] = text.slice(at).split(END);
  return FIRST_PERSON.test(before + behind);
}
