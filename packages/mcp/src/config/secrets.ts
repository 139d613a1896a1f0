import { type Secret, SHORTEST_SECRET } from '@firefly/domain/observing/redact';
import type { Expanded } from './expand.ts';

/** Written together with others (`ACCESSTOKEN`), these still mean one thing. */
const SECRET_ENDING =
  /(?:secret|token|password|passwd|passphrase|credential|(?:api|access|private)key)s?$|(?:pg|db|smtp|mail|user|sql|redis)pass$/i;
/** These are parts of other words: only alone do they say something. */
const SECRET_WORD = /^(?:keys?|pass|pwd|pat|bearer|oauth2?|auth(?:orization|n|z)?)$/i;

/**
 * Whether a name says that its value is secret. By words: `GIT_AUTHOR_NAME` holds no "auth", and
 * `MONKEY` no "key".
 */
export const saysSecret = (name: string): boolean =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .split(/[-._]/)
    .some((word) => SECRET_ENDING.test(word) || SECRET_WORD.test(word));

const long = (secret: Secret): boolean => secret.value.length >= SHORTEST_SECRET;

/**
 * The secrets of one entry of `env` (rule 2.10): what came from outside, alone and in its text, and
 * what its name calls secret; never a path made from `${workspace}` or `${configDir}`.
 */
export function secretsOfEnv(name: string, { text, outside, local }: Expanded): Secret[] {
  const whole = !local && (outside.length > 0 || saysSecret(name));
  return [...(whole ? [{ name, value: text }] : []), ...outside].filter(long);
}

/** Command lines hold paths such as `${HOME}`, so here only variables named like secrets count. */
export const secretsOfArgument = ({ outside }: Expanded): Secret[] =>
  outside.filter(({ name }) => saysSecret(name)).filter(long);

/** The value alone and, of an authorization, the credentials without the name of their scheme. */
export function secretsOfHeader(name: string, { text, outside }: Expanded): Secret[] {
  const credentials = /^(?:bearer|basic|token|apikey)\s+(.+)$/i.exec(text.trim())?.[1];
  const alone = credentials === undefined ? [] : [{ name, value: credentials }];
  return [{ name, value: text }, ...alone, ...outside].filter(long);
}

/**
 * What came from outside, and parameters of the query with a name that says secret. A host that came
 * from outside is none: a server names its own in much of what it answers.
 */
export function secretsOfUrl({ text, outside }: Expanded): Secret[] {
  const url = new URL(text);
  const inOrigin = ({ name, value }: Secret): boolean =>
    url.origin.includes(value.toLowerCase()) && !saysSecret(name);
  const told = [...url.searchParams].map(([name, value]) => ({ name, value }));
  return [
    ...outside.filter((one) => !inOrigin(one)),
    ...told.filter(({ name }) => saysSecret(name)),
  ].filter(long);
}
