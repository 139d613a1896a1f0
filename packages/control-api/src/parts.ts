import type { HttpEntryConfig, StdioEntryConfig } from '@firefly/contracts/mcp-config';
import type { Database } from '@firefly/db/database';
import type { Json } from '@firefly/domain/json';
import type { QueueConnection } from '@firefly/queue/connection';

/** A server that runs of the service may use. */
export interface KnownServer {
  readonly name: string;
  /** Named by the operator's file, or added over HTTP. */
  readonly source: 'file' | 'added';
  /** Null, as are entry and policy, if what is kept of it cannot be read any more. */
  readonly transport: 'stdio' | 'http' | null;
  /** The program or the address, variables unexpanded. */
  readonly address: string;
  /** As it stands in `mcp.json`, variables unexpanded and without secrets. */
  readonly entry: Json;
  /** What may be called of it. */
  readonly policy: Json;
  /** A hash of what is said of it, but for how fast it may be asked. */
  readonly identity: string;
  /** Why this process could not use it; a worker may have variables that this one lacks. */
  readonly problem: string | null;
}

/** The servers that the service knows, as they are now. */
export interface KnownServers {
  list(): Promise<readonly KnownServer[]>;
  /** What is wrong with an entry that shall be added, with pointers into it. */
  refusals(
    entry: StdioEntryConfig | HttpEntryConfig,
  ): readonly { readonly pointer: string; readonly detail: string }[];
}

/** What the API is made of. */
export interface ControlApiParts {
  readonly db: Database;
  readonly queues: Pick<QueueConnection, 'producer' | 'shown'>;
  readonly servers: KnownServers;
  /** Whether a model has a price; left out where that is known to the workers alone. */
  readonly isPriced?: ((model: string) => boolean) | undefined;
  readonly version: string;
  /** Whether an admin key may add servers that are programs; left out: none may. */
  readonly allowStdio?: boolean;
  /** Why the service cannot work now; null when it can. */
  readonly unready: () => Promise<string | null>;
  /** The metrics of this process in the text format of Prometheus. */
  readonly metricsText: () => Promise<string>;
}
