import type { QueueKey } from '@firefly/contracts/queues';
import type { Depth } from '@firefly/telemetry/queue-depth';
import type { JobQueue } from './backends/backend.ts';
import { queueKeys } from './pool-size.ts';

/** How many jobs wait in each queue, and how long the oldest of them has. */
export const depthsOf = (open: Readonly<Record<QueueKey, JobQueue>>): Promise<Depth[]> =>
  Promise.all(
    queueKeys.map(async (key) => {
      const { waiting = 0 } = await open[key].getJobCounts('waiting');
      const [oldest] = waiting === 0 ? [] : await open[key].getWaiting(0, 0);
      const oldestMs = oldest === undefined ? 0 : Math.max(0, Date.now() - oldest.timestamp);
      return { queue: key, waiting, oldestMs };
    }),
  );
