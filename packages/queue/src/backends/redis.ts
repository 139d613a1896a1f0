import { Queue, Worker } from 'bullmq';
import { makeRedisLimiter } from '../limits/limiter.ts';
import type { BackendOptions, JobProcessor, JobWorker, QueueBackend } from './backend.ts';
import { queueName } from './queue-name.ts';
import { type RedisAddress, redisAddress } from './redis-address.ts';
import { connectRedis, decided, isLate } from './redis-client.ts';
import { checkRedis } from './redis-server.ts';
import { jobSettings, workerSettings } from './settings.ts';

/** What every key of ours begins with, so that a Redis may be shared with others. */
const NAMESPACE = 'firefly';

/** A producer does not wait for ever: its caller is told that Redis is away. */
const PRODUCER_RETRIES = 20;

/**
 * A blocked read may get lost where a connection breaks, and is then given up one second after its
 * time: so that time is short.
 */
const DRAIN_SECONDS = 5;

/** BullMQ on Redis: one connection for all queues and limits, and two for each worker, of which one blocks. */
export async function openRedis({ url, prefix, onError }: BackendOptions): Promise<QueueBackend> {
  const address = redisAddress(url);
  await checkRedis(address);
  const producer = connectRedis(address, PRODUCER_RETRIES);
  producer.redis.on('error', onError);
  return {
    limiter: makeRedisLimiter(producer.redis, NAMESPACE),
    queue: (name) =>
      new Queue<unknown, unknown>(queueName(prefix, name), {
        connection: producer.redis,
        prefix: NAMESPACE,
        defaultJobOptions: jobSettings,
      }),
    // A Redis takes thousands of connections, and those of a worker are its own.
    checkRoomFor() {},
    worker: (name, processor, concurrency) =>
      startWorker(address, queueName(prefix, name), processor, concurrency),
    close: () => producer.close(),
  };
}

/** A worker with connections of its own, so that it can end without a Redis that is away. */
function startWorker(
  address: RedisAddress,
  name: string,
  processor: JobProcessor,
  concurrency: number,
): JobWorker {
  const client = connectRedis(address, null);
  const worker = new Worker<unknown, unknown>(name, processor, {
    connection: client.redis,
    prefix: NAMESPACE,
    concurrency,
    ...workerSettings,
    drainDelay: DRAIN_SECONDS,
  });
  let closing: Promise<void> | undefined;
  return {
    on: (event, listener) => worker.on(event, listener),
    cancelJob: (id, reason) => worker.cancelJob(id, reason),
    cancelAllJobs: (reason) => worker.cancelAllJobs(reason),
    waitUntilReady: () => worker.waitUntilReady(),
    close() {
      // From now on it takes no job, while we look how Redis is.
      void worker.pause(true);
      closing ??= client.close(async (frozen) => {
        // BullMQ would wait for ever on a client that is between two connections:
        // https://github.com/taskforcesh/bullmq/issues/4656
        const blocking = await worker.getBackend().blockingClient?.catch(() => undefined);
        if (blocking !== undefined) await decided(blocking);
        const closed = worker.close();
        // It connects its blocked client anew where that gets no answer, even while it closes.
        while (frozen && (await isLate(closed))) blocking?.disconnect();
        await closed;
      });
      return closing;
    },
  };
}
