import { type Concurrency, poolSizeFor, queueKeys } from '@firefly/queue/pool-size';
import type { StoreLoad } from './store.ts';

/** What works on a whole run or wave is done one at a time by a process. */
const ALONE: ReadonlySet<string> = new Set(['link', 'plan', 'probe', 'score', 'export']);

/** Looks at servers that a process of the service takes at a time; a command takes none. */
const CHECKS = 2;

/**
 * How many jobs of each queue of runs go on at a time: what works on single explorations is spread.
 */
export const concurrencyOf = (explorations: number): Concurrency => ({
  ...(Object.fromEntries(
    queueKeys.map((key) => [key, ALONE.has(key) ? 1 : explorations]),
  ) as unknown as Concurrency),
  check: 0,
});

/** The same with the queues that belong to no run. */
export const serviceConcurrency = (explorations: number): Concurrency => ({
  ...concurrencyOf(explorations),
  check: CHECKS,
});

/** What a process that does so much at a time asks of the store. */
export const loadOf = (concurrency: Concurrency, queueUrl: string | undefined): StoreLoad => ({
  jobs: Object.values(concurrency).reduce((total, count) => total + count, 0),
  queueConnections: queueUrl === undefined ? poolSizeFor(concurrency) : 0,
});
