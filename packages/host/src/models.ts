import { makeAnthropic } from '@firefly/llm/anthropic';
import type { Models } from '@firefly/pipeline/asker';
import type { ModelSettings } from './environment.ts';
import { openPrices } from './prices.ts';

/**
 * How models are asked by what the environment says; undefined where it says nothing. Rejects with an
 * `EnvironmentError` for prices that cannot be used.
 */
export async function openModels(settings: ModelSettings): Promise<Models | undefined> {
  const { ANTHROPIC_API_KEY: key, ANTHROPIC_BASE_URL: baseUrl } = settings;
  const deadlineMs = settings.FIREFLY_MODEL_DEADLINE_SECONDS * 1_000;
  if (key === undefined && baseUrl === undefined) return undefined;
  // A server of one's own may want no key, but the client sends one.
  const model = makeAnthropic({ apiKey: key ?? 'none', baseUrl, deadlineMs });
  return { model, ...(await openPrices(settings)) };
}
