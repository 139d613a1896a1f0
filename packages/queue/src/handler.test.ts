import { type NewJob, type QueueKey, queues } from '@firefly/contracts/queues';
import { expect, test } from 'vitest';
import type { Handlers } from './handler.ts';
import type { Producer } from './producer.ts';

const done = async () => ({ done: true }) as const;
const handlers = {
  discover: done,
  link: done,
  plan: done,
  explore: done,
  probe: done,
  synthesize: done,
  judge: done,
  solve: done,
  score: done,
  export: done,
  check: done,
} satisfies Handlers;

// Checked by `npm run types`: each of these lines must not compile.
const { export: _, ...incomplete } = handlers;
// @ts-expect-error a queue without a handler
incomplete satisfies Handlers;
// @ts-expect-error a wrong result
({ ...handlers, judge: async () => ({ done: 'no' }) }) satisfies Handlers;
// @ts-expect-error a handler that reads another queue's payload
({ ...handlers, plan: async (_payload: { wave: number }) => done() }) satisfies Handlers;
// @ts-expect-error another queue's payload
({ queue: 'explore', payload: { runId: 'run' } }) satisfies NewJob;
// @ts-expect-error a job without its revision
((producer: Producer) => producer.enqueue({ queue: 'link', payload: { runId: 'run' } })) satisfies (
  producer: Producer,
) => Promise<void>;

test('there is a handler for every queue of the table', () => {
  expect(Object.keys(handlers)).toEqual(Object.keys(queues) satisfies string[] as QueueKey[]);
});
