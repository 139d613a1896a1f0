import type { Payload, QueueKey } from '@firefly/contracts/queues';
import { openQueues, type QueueConnection } from '@firefly/queue/connection';
import type { Handlers } from '@firefly/queue/handler';
import { poolSizeFor } from '@firefly/queue/pool-size';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { everyQueue, handlersWith } from './queue-handlers.ts';

/** An empty store for the tests of one file. */
export interface Store {
  readonly url: string;
  close(): Promise<void>;
}

/** What the callbacks of the workers were told. */
export interface Told {
  readonly done: [QueueKey, Payload<QueueKey>][];
  readonly failed: [QueueKey, Payload<QueueKey> | null, string][];
  readonly errors: string[];
}

/** Opens connections on one store; closes them and empties the store after each test. */
export function queueKit(start: () => Promise<Store>) {
  let store: Store | undefined;
  const opened: QueueConnection[] = [];
  const told: Told = { done: [], failed: [], errors: [] };
  const url = (): string => store?.url ?? '';

  beforeAll(async () => {
    store = await start();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((connection) => connection.close()));
    const connection = await openQueues({ url: url(), poolSize: 2 });
    await connection.empty();
    await connection.close();
    for (const list of Object.values(told)) list.length = 0;
  });
  afterAll(() => store?.close());

  const open = async (prefix?: string): Promise<QueueConnection> => {
    const connection = await openQueues({
      url: url(),
      poolSize: poolSizeFor(everyQueue(1)),
      onError: ({ message }) => told.errors.push(message),
      ...(prefix === undefined ? {} : { prefix }),
    });
    opened.push(connection);
    return connection;
  };
  const work = (connection: QueueConnection, own: Partial<Handlers> = {}) =>
    connection.startWorkers(handlersWith(own), {
      concurrency: everyQueue(1),
      onDone: (key, payload) => told.done.push([key, payload]),
      onFinalFailure: (key, payload, { message }) => {
        told.failed.push([key, payload, message]);
      },
    });
  return { url, told, open, work };
}

export type QueueKit = ReturnType<typeof queueKit>;

/** Waits until `read` gives `expected`. */
export const reaches = <T>(read: () => T | Promise<T>, expected: unknown) =>
  expect.poll(read, { timeout: 30_000, interval: 20 }).toEqual(expected);

/** A promise with its ends outside. */
export const gate = (): PromiseWithResolvers<void> => Promise.withResolvers<void>();
