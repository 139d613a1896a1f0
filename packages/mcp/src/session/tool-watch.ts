import { failureOf, isPutOff } from '@firefly/contracts/failure';
import { fingerprint } from '@firefly/domain/identity';
import type { ServerListing } from '@firefly/domain/ports';
import type { Gate } from '../limits/gate.ts';
import type { Connection } from './connection.ts';
import { listTools } from './listing.ts';

/** A connection that knows which tools are no longer those that were listed. */
export interface Watched extends Connection {
  /**
   * Why a tool must not be called, for it is another tool now; else undefined. Rejects if the look at
   * the list is put off or cancelled.
   */
  refusal(tool: string, signal?: AbortSignal): Promise<string | undefined>;
}

type Fingerprints = ReadonlyMap<string, string>;

const fingerprintsOf = ({ tools }: ServerListing): Fingerprints =>
  new Map(tools.map((tool) => [tool.name, fingerprint(tool)]));

/**
 * Watches the tools of one server, which may change its list while we work: a changed tool is a new
 * tool, and what it answers must not be kept as the old one's. A connection is asked again only after
 * it told of a change, or after another one did. A tool that is gone is left to the server to refuse.
 */
export class ToolWatch {
  readonly #server: string;
  readonly #timeout: number;
  readonly #gate: Gate;
  #known: Fingerprints | undefined;
  #changes = false;

  constructor(server: string, timeoutMs: number, gate: Gate) {
    this.#server = server;
    this.#timeout = timeoutMs;
    this.#gate = gate;
  }

  /** What counts from now on: the tools of the catalog are made of this. */
  listed(listing: ServerListing): void {
    this.#known = fingerprintsOf(listing);
  }

  over(connection: Connection): Watched {
    let current: Promise<Fingerprints> | undefined;
    let stale = this.#changes;
    connection.client.setNotificationHandler('notifications/tools/list_changed', () => {
      this.#changes = true;
      stale = true;
    });
    const look = async (signal: AbortSignal | undefined): Promise<Fingerprints> => {
      const request = { timeout: this.#timeout, ...(signal === undefined ? {} : { signal }) };
      return fingerprintsOf(await listTools(this.#server, connection, request, this.#gate));
    };
    const refusal: Watched['refusal'] = async (tool, signal) => {
      const known = this.#known?.get(tool);
      if (known === undefined) return undefined;
      if (stale) {
        stale = false;
        current = look(signal);
      }
      try {
        const now = (await current)?.get(tool);
        return now === undefined || now === known
          ? undefined
          : 'the server changed this tool while we worked: it is another tool now';
      } catch (error) {
        stale = true;
        const failure = failureOf(error);
        // The look was shared: another call, which began it, was cancelled.
        if (failure.kind === 'cancelled' && !signal?.aborted) return refusal(tool, signal);
        if (failure.kind === 'cancelled' || isPutOff(failure)) throw error;
        return 'the server changed its tools, and did not list them again';
      }
    };
    return { ...connection, refusal };
  }
}
