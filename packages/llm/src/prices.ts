import type { ModelUsage } from '@firefly/contracts/model';
import type { Price, PriceSheet, Rates } from './prices/price-sheet.ts';

/** Knows what a model costs; null where no sheet names it, which is to be said and not taken for nothing. */
export type PriceOf = (model: string) => Price | null;

/**
 * Prices out of sheets; the first that names a model counts, so a sheet of one's own stands before the list
 * prices. A row names a model and its dated snapshots (`NAME-20250929`), or by an ending `*` all that begin so.
 */
export const priceOf =
  (sheets: readonly PriceSheet[]): PriceOf =>
  (model) => {
    for (const { prices } of sheets)
      for (const price of prices) if (isNamed(price.model, model)) return price;
    return null;
  };

const isNamed = (row: string, model: string): boolean =>
  row.endsWith('*')
    ? model.startsWith(row.slice(0, -1))
    : model === row || (model.startsWith(`${row}-`) && /^\d{8}$/.test(model.slice(row.length + 1)));

/** Dollars of one request; of one, because the whole of a long prompt costs another rate. */
export function dollarsOf(usage: ModelUsage, price: Price): number {
  const prompt = usage.input + usage.cached + usage.written;
  const rates: Rates = price.long !== undefined && prompt > price.long.above ? price.long : price;
  return (
    (usage.input * rates.input +
      usage.cached * rates.cached +
      usage.written * rates.written +
      usage.output * rates.output) /
    1_000_000
  );
}
