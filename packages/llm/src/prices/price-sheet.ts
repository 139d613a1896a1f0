import { z } from 'zod';

/** Dollars for a million tokens. `written`: into the cache for five minutes, as our requests ask. */
const dollars = z.number().min(0);
const rates = z.strictObject({
  input: dollars,
  cached: dollars,
  written: dollars,
  output: dollars,
});
export type Rates = z.output<typeof rates>;

const price = rates.extend({
  /** A name, its dated snapshots with it, or with an ending `*` all names that begin so. */
  model: z.string().min(1),
  /** The rates of every token of a request whose prompt has more tokens than `above`. */
  long: rates.extend({ above: z.int().min(1) }).optional(),
});
export type Price = z.output<typeof price>;

/** Prices as they stood in one place on one day. */
export const priceSheet = z.strictObject({
  /** The day, `YYYY-MM-DD`. */
  asOf: z.iso.date(),
  /** Where they stood. */
  source: z.string().min(1),
  prices: z.array(price),
});
export type PriceSheet = z.output<typeof priceSheet>;
