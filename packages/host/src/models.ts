import { makeAnthropic } from '@firefly/llm/anthropic';
import { dollarsOf, priceOf } from '@firefly/llm/prices';
import { listPrices } from '@firefly/llm/prices/list-prices';
import { readPriceSheet } from '@firefly/llm/prices/read-price-sheet';
import type { Models } from '@firefly/pipeline/asker';
import { EnvironmentError } from '@firefly/service/environment';
import type { ModelSettings } from './environment.ts';

/**
 * How models are asked by what the environment says; undefined where it says nothing. Rejects with an
 * `EnvironmentError` for prices that cannot be used.
 */
export async function openModels(settings: ModelSettings): Promise<Models | undefined> {
  const { ANTHROPIC_API_KEY: key, ANTHROPIC_BASE_URL: baseUrl, FIREFLY_PRICES: file } = settings;
  if (key === undefined && baseUrl === undefined) return undefined;
  const own = file === undefined ? [] : [await readPriceSheet(file).catch(refuse)];
  const sheets = [...own, ...listPrices];
  const price = priceOf(sheets);
  return {
    // A server of one's own may want no key, but the client sends one.
    model: makeAnthropic({ apiKey: key ?? 'none', baseUrl }),
    dollarsOf(model, usage) {
      const found = price(model);
      return found === null ? null : dollarsOf(usage, found);
    },
    pricedOn: (model) => sheets.find((sheet) => priceOf([sheet])(model) !== null)?.asOf ?? null,
  };
}

function refuse(error: Error): never {
  throw new EnvironmentError([`FIREFLY_PRICES: ${error.message}`]);
}
