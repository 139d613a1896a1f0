import type { Database } from '@firefly/db/database';
import type { QueueConnection } from '@firefly/queue/connection';

/** What each side serves its two routes from. */
export interface Parts {
  readonly db: Database;
  readonly queues: QueueConnection;
  readonly url: string;
}
