import { wantedBy } from './environment.ts';
import type { Service, Telemetry } from './telemetry.ts';

const off: Telemetry = { metricsText: async () => '', stop: async () => {} };

/**
 * Begins to send spans and metrics if the environment asks for it by the standard variables, and to keep
 * metrics for a service that is asked for them; else nothing is loaded and nothing costs. `say` hears, once, that nothing arrives: a run is never disturbed by that.
 */
export async function startTelemetry(
  environment: Readonly<Record<string, string | undefined>>,
  service: Service,
  say: (message: string) => void,
): Promise<Telemetry> {
  try {
    const wanted = wantedBy(environment, service.scraped ?? false);
    if (wanted === null) return off;
    const { startSdk } = await import('./sdk.ts');
    return startSdk(wanted, service, say);
  } catch (error) {
    // Such as an address that is none.
    say(`telemetry is off: ${error instanceof Error ? error.message : error}`);
    return off;
  }
}
