import { secretFormats } from '@firefly/domain/observing/redact-formats';
import { saysSecret } from './secrets.ts';

/** Secrets in texts of an entry: by the name before a value, by their form, and as password of an address. */

/** What stands where a secret stood. */
export const HIDDEN = '(not shown)';

/** What is written out, beside variables and the name of a scheme. */
export const literalOf = (text: string): string =>
  text
    .replace(/\$\{\w+\}/g, '')
    .replace(/^\s*(?:bearer|basic|token|apikey)\b/i, '')
    .trim();

/** `scheme://user:password@`, and over HTTP also a name alone, which may be a token. */
const ADDRESS = /\b([a-z][a-z0-9+.-]*):\/\/([^\s/@]*)@/gi;

const isPassword = (scheme: string, said: string): boolean => {
  const [user = '', ...rest] = said.split(':');
  const password = literalOf(rest.join(':'));
  const alone = rest.join('') === '' && (rest.length > 0 || /https?$/i.test(scheme));
  return password !== '' || (alone && literalOf(user) !== '');
};

/** The text without names and passwords of the addresses in it. */
export const withoutPasswords = (text: string): string =>
  text.replace(ADDRESS, (whole, scheme, said) =>
    isPassword(scheme, said) ? `${scheme}://${HIDDEN}@` : whole,
  );

/** Whether a text gives itself away, whatever it is called. */
export const hasForm = (text: string): boolean =>
  withoutPasswords(text) !== text ||
  secretFormats.some(({ pattern }) => text.search(pattern) !== -1);

/** Whether the value of a name is a secret that is written out. */
export const isWritten = (name: string, value: string): boolean =>
  (literalOf(value) !== '' && (saysSecret(name) || /^(?:set-)?cookie$/i.test(name))) ||
  hasForm(value);

/** A value in a text, and what it is called there. */
export interface WrittenPair {
  readonly name: string;
  /** Where the value begins. */
  readonly at: number;
}

// A colon alone is also that of an image (`auth:latest`) or a port: it counts where a header is meant.
const PAIR = /^([^\w]*)(\w[\w.-]*)(["']?\s*=\s*|["']\s*:\s*|\s*:\s+|:)(?!\/\/)/;
const HEADER = /^(?:proxy-)?authorization$|cookie$|^x-|key$|token$/i;
const SCHEME = /^(?:bearer|basic|token|apikey)\b/i;

/** The secret that a text says as `NAME=value` or `Name: value`, also `--env=NAME=value`. */
export function writtenPair(text: string, ofHeader = false): WrittenPair | undefined {
  const [whole, , name = '', mark = ''] = PAIR.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const value = text.slice(whole.length);
  const means = mark !== ':' || ofHeader || SCHEME.test(value) || HEADER.test(name);
  if (means && isWritten(name, value)) return { name, at: whole.length };
  const inner = writtenPair(value, /^(?:h|headers?)$/i.test(name));
  return inner && { name: inner.name, at: whole.length + inner.at };
}
