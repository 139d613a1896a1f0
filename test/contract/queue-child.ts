import { openQueues } from '@firefly/queue/connection';
import { poolSizeFor } from '@firefly/queue/pool-size';
import { everyQueue, handlersWith } from './queue-handlers.ts';

/** A worker that begins a job of `link`, says so, and never ends it: for tests that kill it. */
const queues = await openQueues({
  url: process.argv[2] ?? '',
  poolSize: poolSizeFor(everyQueue(1)),
});
await queues.startWorkers(
  handlersWith({
    link: (_, { jobId }) => {
      console.log(`${jobId} began`);
      return new Promise(() => {});
    },
  }),
  { concurrency: everyQueue(1), onFinalFailure: () => {} },
);
