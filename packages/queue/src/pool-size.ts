import { type QueueKey, queues } from '@firefly/contracts/queues';

/** How many jobs of each queue a process runs at a time; 0: it leaves that queue to others. */
export type Concurrency = Readonly<Record<QueueKey, number>>;

/** All queues of the table, in its order. */
export const queueKeys = Object.keys(queues) as readonly QueueKey[];

/** Connections that workers need: one to listen for each queue they serve, one for each job, and two to spare. */
export const poolSizeFor = (concurrency: Concurrency): number =>
  queueKeys.filter((key) => concurrency[key] > 0).length +
  queueKeys.reduce((sum, key) => sum + concurrency[key], 0) +
  2;
