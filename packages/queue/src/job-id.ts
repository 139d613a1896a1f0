import { type Payload, type QueueKey, queues } from '@firefly/contracts/queues';

/**
 * The id of a job: its deterministic key and a revision. Queuing an id that is still held, even
 * as completed or failed, changes nothing; the next revision asks for the same work again.
 *
 * BullMQ gives `:` a meaning of its own. No name of `mcp.json` holds one, but a run's id comes from
 * whoever makes the run; so `:` is escaped, and `%` with it, lest two keys become one id.
 */
export function jobId<K extends QueueKey>(key: K, payload: Payload<K>, revision: number): string {
  const jobKey = queues[key].jobKey as (payload: Payload<K>) => string;
  return `${jobKey(payload).replaceAll('%', '%25').replaceAll(':', '%3A')}.r${revision}`;
}

/** The revision inside a job id; 0 for an id that was not made here. */
export const revisionOf = (id: string): number => Number(/\.r(\d+)$/.exec(id)?.[1] ?? 0);
