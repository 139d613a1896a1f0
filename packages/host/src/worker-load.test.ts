import { queueKeys } from '@firefly/queue/pool-size';
import { expect, test } from 'vitest';
import { workerLoad } from './worker-load.ts';

const load = (WORKER_CONCURRENCY: string, WORKER_QUEUES?: string) =>
  workerLoad({ WORKER_CONCURRENCY, WORKER_QUEUES });

test('a number counts for what works on single explorations; a queue may have its own', () => {
  expect(load('6')).toMatchObject({ explore: 6, solve: 6, plan: 1, score: 1 });
  expect(load('6, explore=12,plan=2')).toMatchObject({ explore: 12, judge: 6, plan: 2, score: 1 });
  expect(load('explore=9')).toMatchObject({ explore: 9, judge: 4 });
});

test('queues that are not served have no place', () => {
  const counts = load('4', 'explore, probe');
  for (const key of queueKeys)
    expect(counts[key]).toBe(key === 'explore' ? 4 : key === 'probe' ? 1 : 0);
});

test.each([
  ['WORKER_QUEUES', '4', 'explore,expl'],
  ['WORKER_QUEUES', '4', ','],
  ['WORKER_CONCURRENCY', '4,8', undefined],
  ['WORKER_CONCURRENCY', 'explore=8=9', undefined],
  ['WORKER_CONCURRENCY', '4,explore=8', 'probe'],
  ['WORKER_CONCURRENCY', '0', undefined],
  ['WORKER_CONCURRENCY', 'many', undefined],
  ['WORKER_CONCURRENCY', '4,explore=257', undefined],
  ['WORKER_CONCURRENCY', '4,nothing=2', undefined],
])('%s that is wrong is told with the queues there are', (name, concurrency, queues) => {
  expect(() => load(concurrency, queues)).toThrow(new RegExp(`${name}: .*The queues are discover`));
});
