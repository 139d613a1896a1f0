import { dollarsOf, priceOf } from '@firefly/llm/prices';
import { listPrices } from '@firefly/llm/prices/list-prices';
import { readPriceSheet } from '@firefly/llm/prices/read-price-sheet';
import type { Models } from '@firefly/pipeline/asker';
import { EnvironmentError } from '@firefly/service/environment';
import type { ModelSettings } from './environment.ts';

/** What models cost, and by the sheet of which day. */
export type Prices = Pick<Models, 'dollarsOf' | 'pricedOn'>;

/**
 * What models cost by one's own sheet and the published ones, the first that names one. Rejects with an
 * `EnvironmentError` for prices that cannot be used.
 */
export async function openPrices({
  FIREFLY_PRICES: file,
}: Pick<ModelSettings, 'FIREFLY_PRICES'>): Promise<Prices> {
  const own = file === undefined ? [] : [await readPriceSheet(file).catch(refuse)];
  const sheets = [...own, ...listPrices];
  const price = priceOf(sheets);
  return {
    dollarsOf(model, usage) {
      const found = price(model);
      return found === null ? null : dollarsOf(usage, found);
    },
    pricedOn: (model) => sheets.find((sheet) => priceOf([sheet])(model) !== null)?.asOf ?? null,
  };
}

/** The same of a process that asks no model: undefined where it was not told of a sheet that others may have. */
export const toldPrices = async (
  settings: Pick<ModelSettings, 'FIREFLY_PRICES'>,
): Promise<Prices | undefined> =>
  settings.FIREFLY_PRICES === undefined ? undefined : openPrices(settings);

function refuse(error: Error): never {
  throw new EnvironmentError([`FIREFLY_PRICES: ${error.message}`]);
}
