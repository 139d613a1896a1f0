import { z } from 'zod';

const walk = z.object({ key: z.string(), group: z.string(), index: z.int() });

/** What a wave keeps of its planning for the waves after it. */
export const waveSnapshot = z.object({
  /** The walks it planned. */
  walked: z.array(walk),
  /** No wave comes after it. */
  final: z.boolean(),
});
