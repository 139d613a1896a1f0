import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** An API key: `ff_`, an id that lists show, and a secret of which a hash is kept. */

const FORM = /^ff_([a-z0-9]{12})_([A-Za-z0-9_-]{43})$/;

/** Its secret is 256 random bits: nothing to guess, so a plain hash protects it. */
export const hashOf = (secret: string): string => hash('sha256', secret);

/** A new key. The key itself is shown once and kept nowhere. */
export function newKey(): { readonly id: string; readonly key: string; readonly hash: string } {
  const id = randomBytes(6).toString('hex');
  const secret = randomBytes(32).toString('base64url');
  return { id, key: `ff_${id}_${secret}`, hash: hashOf(secret) };
}

/** The parts of a key; null for a text that is none. */
export function partsOf(key: string): { readonly id: string; readonly secret: string } | null {
  const [, id, secret] = FORM.exec(key) ?? [];
  return id === undefined || secret === undefined ? null : { id, secret };
}

/** Whether a secret is the one of a hash, in the same time whatever it is. */
export const fits = (secret: string, kept: string): boolean =>
  timingSafeEqual(Buffer.from(hashOf(secret)), Buffer.from(kept));
