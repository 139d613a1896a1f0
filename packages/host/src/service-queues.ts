import { openQueues, type QueueConnection } from '@firefly/queue/connection';
import type { Log } from '@firefly/telemetry/log';

/** All runs of a service share these queues. */
const PREFIX = 'service';

/** Opens the queues of the service. */
export const openServiceQueues = (
  url: string,
  poolSize: number,
  log: Log,
): Promise<QueueConnection> =>
  openQueues({
    url,
    poolSize,
    prefix: PREFIX,
    onError: ({ message }) => log.warn(`the queues: ${message}`),
  });
