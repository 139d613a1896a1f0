import type { Environment } from '@firefly/service/environment';
import type { Lifecycle } from '@firefly/service/lifecycle';
import type { Readiness } from '@firefly/service/readiness';
import type { Log } from '@firefly/telemetry/log';

/** What every process of the service has around it. */
export interface Surroundings {
  readonly environment: Environment;
  readonly lifecycle: Lifecycle;
  readonly log: Log;
  readonly readiness: Readiness;
  /** Its metrics in the text format of Prometheus. */
  readonly metricsText: () => Promise<string>;
}
