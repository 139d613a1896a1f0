import { oneLine } from '@firefly/domain/words/one-line';
import type { z } from 'zod';

/** What data of a model says, or what is wrong with it, in words that the model can mend it by. */
export type Reading<T> = { readonly value: T } | { readonly problem: string };

const FAULTS = 3;
const FAULT_CHARACTERS = 160;

/** Reads data by a schema: the first faults are named, each with its place. */
export function readBy<T>(schema: z.ZodType<T>, input: unknown): Reading<T> {
  const { success, data, error } = schema.safeParse(input);
  if (success) return { value: data };
  const faults = error.issues.slice(0, FAULTS).map(({ path, message }) => {
    const place = path.length === 0 ? '' : `${path.map(String).join('.')}: `;
    return oneLine(`${place}${message}`, FAULT_CHARACTERS);
  });
  const more = error.issues.length - faults.length;
  return { problem: `${faults.join('; ')}${more > 0 ? `; and ${more} more` : ''}` };
}
