import { metrics, ValueType } from '@opentelemetry/api';
import { SCOPE } from './scope.ts';

/** What is waiting in a queue. */
export interface Depth {
  readonly queue: string;
  readonly waiting: number;
  /** Age of the oldest waiting job; 0 if none waits. */
  readonly oldestMs: number;
}

/**
 * Tells the depth of queues whenever metrics are collected; never looks where none are. A look that fails
 * tells nothing: a store that is away is told of elsewhere. Returns what ends it.
 */
export function observeQueues(look: () => Promise<readonly Depth[]>): () => void {
  const meter = metrics.getMeter(SCOPE);
  const waiting = meter.createObservableGauge('firefly.queue.jobs', {
    description: 'Jobs that wait in a queue.',
    unit: '{job}',
    valueType: ValueType.INT,
  });
  const oldest = meter.createObservableGauge('firefly.queue.oldest', {
    description: 'Age of the oldest job that waits in a queue.',
    unit: 's',
  });
  const observe: Parameters<typeof meter.addBatchObservableCallback>[0] = async (result) => {
    for (const depth of await look().catch(() => [])) {
      const attributes = { 'firefly.queue': depth.queue };
      result.observe(waiting, depth.waiting, attributes);
      result.observe(oldest, depth.oldestMs / 1_000, attributes);
    }
  };
  const observed = [waiting, oldest];
  meter.addBatchObservableCallback(observe, observed);
  return () => meter.removeBatchObservableCallback(observe, observed);
}
