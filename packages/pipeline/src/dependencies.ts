import type { NewJob } from '@firefly/contracts/queues';
import type { Database } from '@firefly/db/database';
import type { MissedCall } from '@firefly/domain/catalog/missed-calls';
import type { ServerPolicy } from '@firefly/domain/catalog/tool';
import type { Explorer } from '@firefly/domain/exploration/plan';
import type { Evaluate, ToolServers } from '@firefly/domain/ports';
import type { Models } from './asker.ts';
import type { Evidence } from './evidence.ts';

/** A server that was connected by itself. */
export interface OpenServer {
  readonly servers: ToolServers;
  readonly policy: ServerPolicy;
}

/** Everything a step may use, built once in `compose.ts`. Steps take the part they need. */
export interface Dependencies {
  readonly db: Database;
  /** The servers of a run, connected as its servers file says. */
  readonly serversOf: (runId: string) => Promise<ToolServers>;
  /** Keeps the servers of a run connected while a job of it goes on. */
  readonly withServers: <T>(runId: string, work: () => Promise<T>) => Promise<T>;
  /** Connects one server that the service knows, of no run; it must be closed. */
  readonly openServer: (name: string) => Promise<OpenServer>;
  /** Of a command's run: calls that sessions of a simulator missed, which its discovery makes. */
  readonly misses: readonly MissedCall[];
  readonly evaluate: Evaluate;
  readonly explorer: Explorer;
  /** How models are asked; null where nobody said how. */
  readonly models: Models | null;
  /** The evidence of a run once a wave's probe is done: it no longer changes, so it is read once. */
  readonly evidenceAfter: (runId: string, wave: number) => Promise<Evidence>;
  /** Starts a simulator process on a folder; it must be stopped. */
  readonly startSimulator: (
    folder: string,
  ) => Promise<{ readonly url: string; stop(): Promise<void> }>;
  /** Queues jobs under the run's present revision. */
  readonly enqueue: (runId: string, jobs: readonly NewJob[]) => Promise<void>;
  /** A folder for what a run needs only while it runs. */
  readonly tempDir: string;
  readonly version: string;
  readonly now: () => Date;
}
