import type { QueueKey } from '@firefly/contracts/queues';
import { openQueues } from '@firefly/queue/connection';
import type { Handler, Handlers } from '@firefly/queue/handler';
import { type Concurrency, queueKeys } from '@firefly/queue/pool-size';
import { CONCURRENCY, type OpenStation } from './station.ts';

const each = <T>(value: (key: QueueKey) => T): Record<QueueKey, T> =>
  Object.fromEntries(queueKeys.map((key) => [key, value(key)])) as Record<QueueKey, T>;

/** All queues of the table have workers, as in a run; the jobs are those of one. */
export const concurrency: Concurrency = each((key) => (key === 'explore' ? CONCURRENCY : 1));

const nothing: Handler<QueueKey> = async () => ({ done: true });
const handlers = each(() => nothing) as Handlers;

/** `packages/queue` as the pipeline uses it. */
export const openOurs: OpenStation = async ({ url, poolSize }) => {
  const queues = await openQueues({ url, poolSize, prefix: `bench-${Date.now()}` });
  return {
    add: (jobs) =>
      queues.producer.enqueueAll(
        jobs.map((payload) => ({ queue: 'explore', payload })),
        1,
      ),
    async start(onDone) {
      await queues.startWorkers(handlers, { concurrency, onFinalFailure: () => {}, onDone });
    },
    empty: () => queues.empty(),
    close: () => queues.close(),
  };
};
