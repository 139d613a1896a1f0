import { fileURLToPath } from 'node:url';
import type { MissedCall } from '@firefly/domain/catalog/missed-calls';
import type { Limiter, ToolServers } from '@firefly/domain/ports';
import { makeEvaluator } from '@firefly/expressions/evaluator';
import { policyOf, type ServersFile } from '@firefly/mcp/config/servers-file';
import { makeToolServers } from '@firefly/mcp/servers';
import type { Models } from '@firefly/pipeline/asker';
import { composePipeline, type Parts, type Pipeline } from '@firefly/pipeline/compose';
import type { QueueConnection } from '@firefly/queue/connection';
import type { Concurrency } from '@firefly/queue/pool-size';
import type { Environment } from '@firefly/service/environment';
import type { Lifecycle } from '@firefly/service/lifecycle';
import { SERVER_LIMITS } from './limits.ts';
import type { Store } from './store.ts';
import { version } from './version.ts';

const SIMULATOR = fileURLToPath(new URL('../../../apps/simulator/src/main.ts', import.meta.url));
const DRAIN_MS = 5_000;

/** What works on runs in this process. */
export interface PipelinePlan {
  readonly queues: QueueConnection;
  readonly concurrency: Concurrency;
  /** The servers that a run names, as their file or the service says. */
  readonly serversOf: (named: Parameters<Parts['openServers']>[0]) => Promise<ServersFile>;
  /** One server that the service knows; left out by a command, which knows those of its run only. */
  readonly serverOf?: (name: string) => Promise<ServersFile>;
  /** Calls that the run of a command makes beside its own. */
  readonly misses?: readonly MissedCall[];
  /** How models are asked; undefined where nobody said how. */
  readonly models: Models | undefined;
  readonly environment: Environment;
  /** Told of what no job can report. */
  readonly onError: (error: unknown) => void;
  /** Told of every attempt at a job, for a log. */
  readonly onAttempt?: Parameters<Pipeline['startWorkers']>[1];
}

const noServer = (name: string): never => {
  throw new Error(`a command knows no server "${name}" of a service`);
};

/**
 * Composes the pipeline and starts its workers. What is opened is registered with the lifecycle at
 * once, so that a stop in the middle leaves nothing open.
 */
export async function startPipeline(
  { db, tempDir }: Store,
  {
    queues,
    concurrency,
    serversOf,
    serverOf = noServer,
    misses = [],
    models,
    environment,
    onError,
    onAttempt,
  }: PipelinePlan,
  lifecycle: Lifecycle,
): Promise<Pipeline> {
  const evaluate = makeEvaluator({ timeoutMs: 2_000, maxOldGenerationMb: 256, workers: 2 });
  lifecycle.onStop('expressions', () => evaluate.close());
  const connect = (file: ServersFile, limiter: Limiter): ToolServers =>
    makeToolServers(file, { tempDir, environment, limiter, ...SERVER_LIMITS });
  const pipeline = composePipeline({
    ...{ db, queues, evaluate, misses, models, onError },
    limiter: queues.limiter ?? db.limiter,
    openServers: async (named, limiter) => connect(await serversOf(named), limiter),
    async openServer(name, limiter) {
      const file = await serverOf(name);
      const entry = file.servers.find((each) => each.name === name) ?? noServer(name);
      return { servers: connect(file, limiter), policy: policyOf(entry) };
    },
    simulatorEntry: SIMULATOR,
    tempDir,
    version,
  });
  lifecycle.onStop('servers', () => pipeline.closeServers());
  const workers = await pipeline.startWorkers(concurrency, onAttempt);
  lifecycle.onStop('workers', () => workers.close(DRAIN_MS));
  return pipeline;
}
