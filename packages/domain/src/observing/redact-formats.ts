/**
 * Secrets that give themselves away by a fixed prefix. Bare hex is never one: git hashes are data.
 * The text may be JSON inside JSON, so `\n` before a prefix can be two characters: a word only
 * counts as going on if the letter before it is not the end of an escape.
 */
const START = String.raw`(?<=^|[^A-Za-z0-9_]|\\[bfnrt]|\\u[0-9A-Fa-f]{4})`;

const PEM_BODY = String.raw`(?:\s|\\+[rn]|[A-Za-z0-9+/=:,.]|-(?!----)){0,20000}`;

const FORMATS: Readonly<Record<string, string>> = {
  'github-token': `${START}(?:gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_[A-Za-z0-9_]{20,255})`,
  // A run of 20 with a digit, so that words such as "sk-slovakia-2024-election" stay what they are.
  'api-key': `${START}sk-(?:[A-Za-z0-9_]{1,60}-){0,8}(?=[A-Za-z_]{0,60}[0-9])[A-Za-z0-9_]{20,255}[A-Za-z0-9_-]{0,255}`,
  'slack-token': `${START}xox[a-z]-[A-Za-z0-9-]{10,255}`,
  'aws-key': `${START}A[KS]IA[0-9A-Z]{16}(?![0-9A-Za-z])`,
  'gitlab-token': `${START}glpat-[A-Za-z0-9_.-]{20,255}`,
  'npm-token': `${START}npm_[A-Za-z0-9]{36,255}`,
  'private-key': `-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:${PEM_BODY}-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----)?`,
};

/** Name and pattern of each format, in the order in which they are looked for. */
export const secretFormats: readonly { readonly name: string; readonly pattern: RegExp }[] =
  Object.entries(FORMATS).map(([name, source]) => ({ name, pattern: new RegExp(source, 'g') }));
