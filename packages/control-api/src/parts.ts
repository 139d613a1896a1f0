import type { Database } from '@firefly/db/database';
import type { Json } from '@firefly/domain/json';
import type { QueueConnection } from '@firefly/queue/connection';

/** A server that runs of the service may use. */
export interface KnownServer {
  readonly name: string;
  /** Named by the operator's file, or added over HTTP. */
  readonly source: 'file' | 'added';
  readonly transport: 'stdio' | 'http';
  /** The program or the address, variables unexpanded. */
  readonly address: string;
  /** What may be called of it. */
  readonly policy: Json;
}

/** The servers that the service knows, as they are now. */
export interface KnownServers {
  list(): Promise<readonly KnownServer[]>;
  /** A hash of all that is said of these servers: a run is made with the same to its end. */
  hashOf(names: readonly string[]): Promise<string>;
}

/** What the API is made of. */
export interface ControlApiParts {
  readonly db: Database;
  readonly queues: Pick<QueueConnection, 'producer' | 'counts'>;
  readonly servers: KnownServers;
  readonly version: string;
  /** Whether an admin key may add servers that are programs. */
  readonly allowStdio: boolean;
  /** Why the service cannot work now; null when it can. */
  readonly unready: () => Promise<string | null>;
}
