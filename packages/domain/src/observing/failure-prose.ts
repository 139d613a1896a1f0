/**
 * Failure told in prose. A failure sentence is short: longer text that begins like one is taken as
 * content (a page about errors, a file that says "not found" somewhere).
 */
const SHORT = 600;
const SENTENCE = 200;

/** Texts that stand for nothing. */
const NOTHING = /^(?:undefined|null|none|nil|n\/a|nan|\[object object\])[.!]?$/i;

/** Beginnings of a failure, over the first line; what follows may explain. */
const BEGINNINGS: readonly RegExp[] = [
  /^error(?!\w|\s+(?:rates?|bars?|margins?|budgets?|logs?|handling|messages?|counts?|codes?)\b)/i,
  /^an? (?:\w+ )?error\b/i,
  /^(?:mcp|http|api|server|network|internal(?: server)?|validation|syntax|type|runtime|unexpected) error\b/i,
  /^\w*(?:error|exception):/i,
  /^(?:http )?[45]\d\d:? (?:error|bad request|not found|forbidden|unauthorized|internal|too many)/i,
  /^(?:traceback|fatal|panic|exception)\b/i,
  /^(?:failed|failure)\b(?= to\b| while\b| with\b|\s*[:.!]|$)/i,
  /^\w+ failed\b\W*(?:$|:)/i,
  /^not (?:found|available|supported|implemented|allowed|authorized)\b/i,
  /^no (?:\S+ ){0,6}(?:found|available|exists?|match(?:es|ed|ing)?|matched|results?|such|data|records?|entries|items|rows)\b/i,
  /^nothing (?:found|matche[sd])\b/i,
  /^(?:could|can|did|does|do|was|were|is)(?: ?not|n['’]t) /i,
  /^unable to\b/i,
  /^(?:unknown|invalid|unsupported|illegal|malformed|unrecognized|unauthorized|forbidden) \S/i,
  /^(?:unknown|invalid|unauthorized|forbidden)[.!:]?$/i,
  /^missing (?:\S+ ){0,2}(?:parameters?|arguments?|fields?|values?|keys?|tokens?)\b/i,
  /^please (?:provide|specify|supply|enter|pass)\b/i,
  /^(?:access|permission) (?:is |was )?denied\b/i,
  /^(?:(?:request|operation|connection) )?tim(?:ed out|eout)\b/i,
];

/** Failures told at the end or in the middle of one short sentence. */
const WITHIN: readonly RegExp[] = [
  /\b(?:not|n['’]t be) found\b(?=$|\s*[.!:;,('"]|\s+(?:in|at|for|on|under|by|with)\b)/i,
  /\b(?:does|do|did)(?: not|n['’]t) exist\b/i,
  /\bno (?:results|matches|matching \w+) (?:were |was )?found\b/i,
  /\b(?:access|permission) denied\b/i,
];

/** A calculation that left the numbers: "The division of 1 and 0 is Infinity". */
const NO_NUMBER = /(?:^|[\s=:])[-+]?(?:infinity|nan)[.!]?$/i;

/** Bounds a text for a report: its first line, at most 100 characters. */
export function excerpt(text: string): string {
  const line = text.trim().split('\n', 1)[0] ?? '';
  return line.length > 100 ? `${line.slice(0, 99).toWellFormed()}…` : line;
}

/** Why a text is no success, in a few words; null if it may be content. */
export function failureOfProse(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed === '') return 'empty text';
  if (trimmed.length > SHORT) return null;
  if (NOTHING.test(trimmed)) return `a text that stands for nothing: "${trimmed}"`;
  const plain = trimmed.replace(/^[^\p{L}\p{N}]+/u, '');
  const line = plain.split('\n', 1)[0] ?? '';
  const sentence = trimmed.length <= SENTENCE && !trimmed.includes('\n');
  if (BEGINNINGS.some((pattern) => pattern.test(line)))
    return `text that tells a failure: "${excerpt(trimmed)}"`;
  if (sentence && WITHIN.some((pattern) => pattern.test(line)))
    return `text that tells a failure: "${excerpt(trimmed)}"`;
  if (sentence && NO_NUMBER.test(trimmed)) return `no finite number: "${excerpt(trimmed)}"`;
  return null;
}
