import type { Database } from '@firefly/db/database';
import type { QueueConnection } from '@firefly/queue/connection';

/** A check is asked for in a moment: one that waits longer than this may have lost its job. */
const OVERDUE_MS = 60_000;

/** What looks after the checks of servers. */
export interface ChecksParts {
  readonly db: Pick<Database, 'serverChecks'>;
  readonly queues: Pick<QueueConnection, 'hasAny'>;
}

/** Closes the checks whose job was lost with its queue: they would be pending for ever. */
export async function closeLostChecks(
  { db, queues }: ChecksParts,
  overdueMs = OVERDUE_MS,
): Promise<void> {
  for (const { server, id } of await db.serverChecks.pendingFor(overdueMs))
    if (!(await queues.hasAny([{ queue: 'check', payload: { server, id } }], 0)))
      await db.serverChecks.failed(server, id, 'its job was lost with its queue: ask for it again');
}
