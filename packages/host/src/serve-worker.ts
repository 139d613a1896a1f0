import { failureOf } from '@firefly/contracts/failure';
import type { Models } from '@firefly/pipeline/asker';
import { startKeeper } from '@firefly/pipeline/keeper';
import type { QueueConnection } from '@firefly/queue/connection';
import type { Concurrency } from '@firefly/queue/pool-size';
import type { ServiceServers } from './known-servers.ts';
import { logAttempts } from './log-attempts.ts';
import { startPipeline } from './run-pipeline.ts';
import type { Store } from './store.ts';
import type { Surroundings } from './surroundings.ts';

/** What a worker of the service works with. */
export interface WorkerParts {
  readonly store: Store;
  readonly queues: QueueConnection;
  readonly servers: ServiceServers;
  readonly concurrency: Concurrency;
  readonly models: Models | undefined;
}

/** Serves queues of the service, and stands by to keep its runs. */
export async function serveWorker(
  { store, queues, servers, concurrency, models }: WorkerParts,
  { environment, lifecycle, log }: Surroundings,
): Promise<void> {
  const onError = (error: unknown): void => {
    const { kind, message } = failureOf(error);
    log[kind === 'transient' ? 'warn' : 'error']({ err: error }, `keeping runs: ${message}`);
  };
  const pipeline = await startPipeline(
    store,
    {
      ...{ queues, concurrency, models },
      environment,
      onError,
      serverOf: (name) => servers.open([name]),
      onAttempt: logAttempts(log),
      async serversOf(named) {
        if (!('names' in named)) throw new Error('the run belongs to a command');
        return servers.open(named.names, named.hash);
      },
    },
    lifecycle,
  );
  const keeper = startKeeper({ db: store.db, pipeline, queues, onError });
  lifecycle.onStop('keeper', () => keeper.stop());
}
