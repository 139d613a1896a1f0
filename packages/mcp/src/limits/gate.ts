import { FailureError } from '@firefly/contracts/failure';
import { limitWaited } from '@firefly/telemetry/instruments';
import { identityOf, type ServersFile } from '../config/servers-file.ts';
import type { ToolServersOptions } from '../session/options.ts';
import { noRoom, PATIENCE_MS, type Wish, waitForSlot } from './slot.ts';
import { Turns } from './turns.ts';

/**
 * Sends a request once its server may be asked: the waiting comes before the request and never counts
 * as part of it. Rejects as the request does, or with a FailureError: `cancelled`, or put off.
 */
export type Gate = <T>(signal: AbortSignal | undefined, send: () => Promise<T>) => Promise<T>;

/** For what a request does beyond its time-out, such as ending the process that did not reply. */
const LEASE_SLACK_MS = 10_000;

const open: Gate = (_signal, send) => send();

function limited(server: string, limiter: ToolServersOptions['limiter'], wish: Wish): Gate {
  // Those of one process would only keep each other out of the store: here they stand in line.
  const turns = new Turns(wish.limit.concurrency ?? Number.POSITIVE_INFINITY);
  const cancelled = (cause: unknown) =>
    new FailureError(
      { kind: 'cancelled', message: `waiting for the limit of server "${server}" was cancelled` },
      { cause },
    );
  const waited = <T>(signal: AbortSignal | undefined, wait: () => Promise<T>): Promise<T> =>
    wait().catch((error: unknown) => {
      throw signal?.aborted ? cancelled(error) : error;
    });
  /** Waits for a turn, then for a slot; gives what ends both. */
  const enter = async (signal: AbortSignal | undefined): Promise<() => Promise<void>> => {
    const until = performance.now() + PATIENCE_MS;
    if (!(await waited(signal, () => turns.take(signal, PATIENCE_MS)))) throw noRoom(server);
    try {
      const release = await waited(signal, () => waitForSlot(server, limiter, wish, until, signal));
      return () => release().finally(() => turns.give());
    } catch (error) {
      turns.give();
      throw error;
    }
  };
  return async (signal, send) => {
    const began = performance.now();
    let outcome: 'sent' | 'given up' = 'given up';
    let leave: () => Promise<void>;
    try {
      leave = await enter(signal);
      outcome = 'sent';
    } finally {
      limitWaited(server, outcome, performance.now() - began);
    }
    return await send().finally(leave);
  };
}

/** The gate to each server of the file, by name; where nothing is limited, nobody is asked. */
export function gatesOf(file: ServersFile, options: ToolServersOptions): (server: string) => Gate {
  const { limiter, callTimeoutMs, startTimeoutMs } = options;
  const holdMs = Math.max(callTimeoutMs, startTimeoutMs) + LEASE_SLACK_MS;
  const gates = new Map<string, Gate>();
  for (const { name, options: of } of file.servers) {
    const { perSecond, concurrency } = of.rateLimit ?? {};
    if (perSecond === undefined && concurrency === undefined) continue;
    const wish = { key: identityOf(file, name), limit: { perSecond, concurrency }, holdMs };
    gates.set(name, limited(name, limiter, wish));
  }
  return (server) => gates.get(server) ?? open;
}
