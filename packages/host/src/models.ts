import { FailureError } from '@firefly/contracts/failure';
import { type AnthropicOptions, makeAnthropic } from '@firefly/llm/anthropic';
import type { Model } from '@firefly/llm/model';
import type { Models } from '@firefly/pipeline/asker';
import { EnvironmentError } from '@firefly/service/environment';
import type { ModelSettings } from './environment.ts';
import { openPrices } from './prices.ts';

/**
 * How models are asked by what the environment says; undefined where it says nothing. Rejects with an
 * `EnvironmentError` for a key, an address or prices that cannot be used. `say` hears of models that are
 * waited for.
 */
export async function openModels(
  settings: ModelSettings,
  say?: (line: string) => void,
): Promise<Models | undefined> {
  const { ANTHROPIC_API_KEY: key, ANTHROPIC_BASE_URL: baseUrl } = settings;
  if (key === undefined && baseUrl === undefined) return undefined;
  const model = modelBy({
    // A server of one's own may want no key, but the client sends one.
    apiKey: key ?? 'none',
    baseUrl: baseUrl === undefined ? undefined : addressOf(baseUrl),
    streamed: settings.FIREFLY_MODEL_STREAM === '1',
    deadlineMs: settings.FIREFLY_MODEL_DEADLINE_SECONDS * 1_000,
    concurrency: settings.FIREFLY_MODEL_CONCURRENCY,
    onWait: say && waitTold(say),
  });
  return { model, ...(await openPrices(settings)) };
}

/** Of one model, it is said again after so long at the soonest. */
const SAID_AGAIN_MS = 20_000;

function waitTold(say: (line: string) => void): NonNullable<AnthropicOptions['onWait']> {
  const said = new Map<string, number>();
  return (model, fault, ms) => {
    const now = performance.now();
    if (now - (said.get(model) ?? Number.NEGATIVE_INFINITY) < SAID_AGAIN_MS) return;
    said.set(model, now);
    say(
      `The model "${model}" does not answer: ${fault}; asked again in ${Math.ceil(ms / 1_000)} s.`,
    );
  };
}

function modelBy(options: AnthropicOptions): Model {
  try {
    return makeAnthropic(options);
  } catch (error) {
    throw error instanceof FailureError ? new EnvironmentError([error.message]) : error;
  }
}

/** What the address of a server of models must be; never shown, it may hold a password. */
function addressOf(text: string): string {
  const address = text.trim();
  const url = URL.parse(address);
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    throw wrong('is no address that begins with http:// or https://');
  if (url.username !== '' || url.password !== '')
    throw wrong(
      'holds a name or a password, and no request carries these: put a key into ANTHROPIC_API_KEY',
    );
  if (/[?#]/.test(address))
    throw wrong('holds a "?" or "#": it is the address that /v1/messages is put behind');
  if (/\/v1(\/messages)?\/*$/.test(address))
    throw wrong('ends in /v1, which is put behind it anyway: leave that out');
  return address;
}

const wrong = (what: string): EnvironmentError =>
  new EnvironmentError([`ANTHROPIC_BASE_URL: ${what}.`]);
