import { z } from 'zod';

/** A text of visible characters of ASCII, as ids, names and cursors are: no store stumbles over it. */
export const visible = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[\x21-\x7e]+$/, 'takes visible characters of ASCII only');
