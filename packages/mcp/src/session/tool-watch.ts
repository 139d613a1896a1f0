import { failureOf, isPutOff } from '@firefly/contracts/failure';
import { fingerprint } from '@firefly/domain/identity';
import type { CallOptions, ServerListing } from '@firefly/domain/ports';
import type { Gate } from '../limits/gate.ts';
import type { Connection, Loss } from './connection.ts';
import { listTools } from './listing.ts';

/** A connection that knows which tools are no longer those that were listed. */
export interface Watched extends Connection {
  /**
   * Why a tool must not be called, for it may be another tool now than the caller knows; else undefined.
   * Rejects if the look at the list is put off or cancelled.
   */
  refusal(tool: string, options: CallOptions): Promise<Loss | undefined>;
  /** It broke, and its server may be another program when it is there again. */
  lost(): void;
}

type Fingerprints = ReadonlyMap<string, string>;

const fingerprintsOf = ({ tools }: ServerListing): Fingerprints =>
  new Map(tools.map((tool) => [tool.name, fingerprint(tool)]));

/**
 * Watches the tools of one server, which may change its list while we work: a changed tool is a new
 * tool, and what it answers must not be kept as the old one's. The list is asked for again after the
 * server told of a change, after a connection was lost, and where it was never listed: a run that goes
 * on may find another program at the same place. A tool that is gone is left to the server to refuse.
 */
export class ToolWatch {
  readonly #server: string;
  readonly #timeout: number;
  readonly #gate: Gate;
  /** By any connection since the last one was lost. */
  #latest: Promise<Fingerprints> | undefined;
  /** So often was a connection lost: one from before does not tell what stands there now. */
  #losses = 0;
  #changes = false;

  constructor(server: string, timeoutMs: number, gate: Gate) {
    this.#server = server;
    this.#timeout = timeoutMs;
    this.#gate = gate;
  }

  listed(listing: ServerListing): void {
    this.#latest = Promise.resolve(fingerprintsOf(listing));
  }

  /** A connection broke: what answers the next one may have been started anew. */
  #lost(): void {
    this.#losses += 1;
    this.#latest = undefined;
  }

  over(connection: Connection): Watched {
    let own: Promise<Fingerprints> | undefined;
    let stale = this.#changes;
    const losses = this.#losses;
    let closed = false;
    connection.client.setNotificationHandler('notifications/tools/list_changed', () => {
      this.#changes = true;
      stale = true;
    });
    const look = async (signal: AbortSignal | undefined): Promise<Fingerprints> => {
      const request = { timeout: this.#timeout, ...(signal === undefined ? {} : { signal }) };
      return fingerprintsOf(await listTools(this.#server, connection, request, this.#gate));
    };
    const current = (signal: AbortSignal | undefined): Promise<Fingerprints> => {
      if (stale || (own === undefined && losses < this.#losses)) own = look(signal);
      stale = false;
      if (own !== undefined) return own;
      this.#latest ??= look(signal);
      return this.#latest;
    };
    const refusal: Watched['refusal'] = async (tool, options) => {
      const { signal, fingerprint: known } = options;
      if (known === undefined) return undefined;
      const asked = current(signal);
      try {
        const now = (await asked).get(tool);
        return now === undefined || now === known
          ? undefined
          : {
              why: 'the server changed this tool while we worked: it is another tool now',
              usable: true,
            };
      } catch (error) {
        if (asked === own) stale = true;
        if (asked === this.#latest) this.#latest = undefined;
        const failure = failureOf(error);
        // The look was shared: another call, which began it, was cancelled.
        if (failure.kind === 'cancelled' && !signal?.aborted) return refusal(tool, options);
        if (failure.kind === 'cancelled' || isPutOff(failure)) throw error;
        const why = 'the server may have changed its tools, and did not list them again';
        return { why, usable: false };
      }
    };
    const lost = () => {
      if (!closed && losses === this.#losses) this.#lost();
    };
    void connection.ended.then(lost);
    const close = () => {
      closed = true;
      return connection.close();
    };
    return { ...connection, refusal, lost, close };
  }
}
