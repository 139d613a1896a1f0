import { metrics, ValueType } from '@opentelemetry/api';
import { SCOPE } from './scope.ts';

/**
 * Tells how many runs are in each status whenever metrics are collected; never looks where none are. A
 * look that fails tells nothing. Returns what ends it.
 */
export function observeRuns(look: () => Promise<ReadonlyMap<string, number>>): () => void {
  const runs = metrics.getMeter(SCOPE).createObservableGauge('firefly.runs', {
    description: 'Runs that are kept, by status.',
    unit: '{run}',
    valueType: ValueType.INT,
  });
  const observe: Parameters<typeof runs.addCallback>[0] = async (result) => {
    for (const [status, count] of await look().catch(() => new Map<string, number>()))
      result.observe(count, { 'firefly.status': status });
  };
  runs.addCallback(observe);
  return () => runs.removeCallback(observe);
}
