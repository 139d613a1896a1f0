import { wantedBy } from './environment.ts';
import type { Service, Telemetry } from './telemetry.ts';

const off: Telemetry = { stop: async () => {} };

/**
 * Begins to send spans and metrics if the environment asks for it by the standard variables; else nothing
 * is loaded and nothing costs. `say` hears, once, that nothing arrives: a run is never disturbed by that.
 */
export async function startTelemetry(
  environment: Readonly<Record<string, string | undefined>>,
  service: Service,
  say: (message: string) => void,
): Promise<Telemetry> {
  const wanted = wantedBy(environment);
  if (wanted === null) return off;
  try {
    const { startSdk } = await import('./sdk.ts');
    return startSdk(wanted, service, say);
  } catch (error) {
    // An address that is none, a certificate that is not there: the exporters look at them at once.
    say(`telemetry is off: ${error instanceof Error ? error.message : error}`);
    return off;
  }
}
