import { FailureError, failureOf, isPutOff } from '@firefly/contracts/failure';
import type { Hold } from './session.ts';
import type { Watched } from './tool-watch.ts';

/** So often in a row may a connection break, with no reply in between, before its server is given up. */
const MAX_BREAKS = 5;

interface Shared {
  readonly connection: Promise<Watched>;
  users: number;
  retired: boolean;
}

/** The one connection that all sessions of a server without a workspace use; opened anew after it broke. */
export class SharedConnection {
  readonly #server: string;
  readonly #start: () => Promise<Watched>;
  #current: Shared | undefined;
  #breaks = 0;
  #lastFailure = '';

  constructor(server: string, start: () => Promise<Watched>) {
    this.#server = server;
    this.#start = start;
  }

  async acquire(): Promise<Hold> {
    const shared = this.#current ?? this.#begin();
    shared.users += 1;
    const connection = await shared.connection;
    return {
      connection,
      answered: () => {
        this.#breaks = 0;
      },
      retire: () => {
        connection.lost();
        this.#retire(shared);
      },
      release: async () => {
        shared.users -= 1;
        if (shared.retired && shared.users === 0) await connection.close();
      },
    };
  }

  #begin(): Shared {
    if (this.#breaks >= MAX_BREAKS)
      throw new FailureError({
        kind: 'permanent',
        message: `server "${this.#server}" is given up: it broke ${this.#breaks} times in a row without a reply${this.#lastFailure}`,
      });
    const shared: Shared = { connection: this.#start(), users: 0, retired: false };
    this.#current = shared;
    shared.connection.then(
      (connection) => connection.ended.then(() => this.#retire(shared)),
      (error: unknown) => {
        // One that says when to come back is not broken.
        if (isPutOff(failureOf(error))) return this.#leave(shared);
        this.#lastFailure = ` (${error instanceof Error ? error.message : String(error)})`;
        this.#retire(shared);
      },
    );
    return shared;
  }

  #retire(shared: Shared): void {
    if (shared.retired) return;
    this.#breaks += 1;
    this.#leave(shared);
  }

  #leave(shared: Shared): void {
    shared.retired = true;
    if (this.#current === shared) this.#current = undefined;
  }
}
