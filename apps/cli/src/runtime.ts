import type { CommandSpec } from '@firefly/contracts/run-spec';
import type { MissedCall } from '@firefly/domain/catalog/missed-calls';
import { concurrencyOf } from '@firefly/host/load';
import { ownServers } from '@firefly/host/own-servers';
import { startPipeline } from '@firefly/host/run-pipeline';
import type { Store } from '@firefly/host/store';
import type { Models } from '@firefly/pipeline/asker';
import type { Pipeline } from '@firefly/pipeline/compose';
import { poolSizeFor } from '@firefly/queue/pool-size';
import type { Lifecycle } from '@firefly/service/lifecycle';
import { openRunQueues, type QueuePlace } from './run-queues.ts';
import type { Terminal } from './terminal.ts';

/** What a run needs to be worked on. */
export interface Work {
  readonly runId: string;
  readonly servers: CommandSpec['servers'];
  readonly misses: readonly MissedCall[];
  readonly concurrency: number;
  readonly queues: QueuePlace;
  readonly models: Models | undefined;
  readonly environment: Terminal['environment'];
}

/** The pipeline of one run. */
export interface RunPipeline extends Pipeline {
  /** The run has ended: its queues are removed before they are closed. */
  ended(): void;
}

/** Opens the queues of a run and starts its pipeline. */
export async function openPipeline(
  store: Store,
  { runId, servers, misses, concurrency: explorations, queues: place, models, environment }: Work,
  lifecycle: Lifecycle,
): Promise<RunPipeline> {
  const concurrency = concurrencyOf(explorations);
  const queues = await openRunQueues(place, runId, poolSizeFor(concurrency));
  let ended = false;
  lifecycle.onStop('queues', async () => {
    try {
      if (ended) await queues.empty();
    } finally {
      await queues.close();
    }
  });
  // Of a process that died the queue still holds jobs as running, and would give them to nobody until
  // their locks run out. The rows say what is missing, so an empty queue costs nothing.
  const part = await store.db.runs.takePart(runId, () => queues.empty());
  lifecycle.onStop('part in the run', () => part.leave());
  const serversOf = () => ownServers(servers, environment);
  const onError = (error: unknown): void => process.emitWarning(error as Error);
  const plan = { queues, concurrency, serversOf, misses, models, environment, onError };
  const pipeline = await startPipeline(store, plan, lifecycle);
  return {
    ...pipeline,
    ended() {
      ended = true;
    },
  };
}
