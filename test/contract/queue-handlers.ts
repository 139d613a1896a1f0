import type { QueueKey } from '@firefly/contracts/queues';
import type { Handler, Handlers } from '@firefly/queue/handler';
import { type Concurrency, queueKeys } from '@firefly/queue/pool-size';

export const everyQueue = (jobs: number): Concurrency =>
  Object.fromEntries(queueKeys.map((key) => [key, jobs])) as unknown as Concurrency;

/** Handlers that succeed, but for those given. */
export function handlersWith(own: Partial<Handlers> = {}): Handlers {
  const done: Handler<QueueKey> = async () => ({ done: true });
  return {
    ...(Object.fromEntries(queueKeys.map((key) => [key, done])) as unknown as Handlers),
    ...own,
  };
}
