import { FailureError, failureOf, isPutOff } from '@firefly/contracts/failure';
import { SHORTEST_REST_MS } from '@firefly/domain/limits/narrowing';
import { limitWaited } from '@firefly/telemetry/instruments';
import { identityOf, type ServersFile } from '../config/servers-file.ts';
import { tooSoonOf } from '../http/fault.ts';
import type { ToolServersOptions } from '../session/options.ts';
import { asked, noRoom, type Wish, waitForSlot } from './slot.ts';
import { Turns } from './turns.ts';

/** How a request goes through the gate. */
export interface Passage {
  readonly signal?: AbortSignal | undefined;
  /** It goes on with what was begun, and what would be asked again if it were put off: it waits longer. */
  readonly begun?: boolean;
  /** So many requests go out in a row; one if left out. */
  readonly requests?: number;
}

/**
 * Sends a request once its server may be asked: the waiting comes before the request and never counts
 * as part of it. One that the server refuses as one too many is told to all who share its limit, and
 * sent again after its rest. Rejects as the request does, or with a FailureError: `cancelled`, or put off.
 */
export type Gate = <T>(passage: Passage, send: () => Promise<T>) => Promise<T>;

/** For what a request does beyond its time-out, such as ending the process that did not reply. */
const LEASE_SLACK_MS = 10_000;
/** A worker that waits does nothing else: its job is given back if that takes longer. */
const PATIENCE_MS = 5_000;
/** What was begun is worth a longer wait, for it would be begun anew. */
const BEGUN_PATIENCE_MS = 10 * 60_000;

const open: Gate = (_passage, send) => send();

type Limits = Pick<ToolServersOptions, 'limiter' | 'patienceMs'>;

function limited(
  server: string,
  { limiter, patienceMs: short = PATIENCE_MS }: Limits,
  wish: Omit<Wish, 'requests'>,
): Gate {
  // Those of one process would only keep each other out of the store: here they stand in line.
  const turns = new Turns(wish.limit.concurrency ?? Number.POSITIVE_INFINITY);
  const cancelled = (cause: unknown) =>
    new FailureError(
      { kind: 'cancelled', message: `waiting for the limit of server "${server}" was cancelled` },
      { cause },
    );
  /** Waits for a turn, then for a slot; gives what ends both. */
  const enter = async (
    { signal, requests = 1 }: Passage,
    until: number,
  ): Promise<() => Promise<void>> => {
    const patienceMs = until - performance.now();
    if (!(await turns.take(signal, patienceMs))) throw noRoom(server);
    try {
      const release = await waitForSlot(server, limiter, { ...wish, requests }, until, signal);
      return () => release().finally(() => turns.give());
    } catch (error) {
      turns.give();
      throw error;
    }
  };
  const measured = async (passage: Passage, until: number): Promise<() => Promise<void>> => {
    const began = performance.now();
    let outcome: 'sent' | 'given up' = 'given up';
    try {
      const leave = await enter(passage, until);
      outcome = 'sent';
      return leave;
    } catch (error) {
      throw passage.signal?.aborted ? cancelled(error) : error;
    } finally {
      limitWaited(server, outcome, performance.now() - began);
    }
  };
  return async (passage, send) => {
    const until = performance.now() + (passage.begun ? Math.max(BEGUN_PATIENCE_MS, short) : short);
    let refusal: unknown;
    for (let refusals = 0; ; refusals++) {
      const leave = await measured(passage, until).catch((error: unknown) => {
        // Its own words say more than ours, if they ask for a rest worth the name.
        const saidMs = tooSoonOf(refusal)?.retryAfterMs ?? 0;
        throw saidMs > short && isPutOff(failureOf(error)) ? refusal : error;
      });
      try {
        return await send();
      } catch (error) {
        const refused = tooSoonOf(error);
        if (refused === undefined) throw error;
        refusal = error;
        // Twice as long each time at least, so that "in 0 seconds" does not make a storm.
        const restMs = Math.max(refused.retryAfterMs ?? 0, SHORTEST_REST_MS * 2 ** refusals);
        await asked(limiter.slowDown(wish.key, restMs));
      } finally {
        await leave();
      }
    }
  };
}

/** The gate to each server of the file, by name; a process without a limit is asked as one likes. */
export function gatesOf(file: ServersFile, options: ToolServersOptions): (server: string) => Gate {
  const { callTimeoutMs, startTimeoutMs } = options;
  const holdMs = Math.max(callTimeoutMs, startTimeoutMs) + LEASE_SLACK_MS;
  const gates = new Map<string, Gate>();
  for (const { name, type, options: of } of file.servers) {
    const { perSecond, concurrency } = of.rateLimit ?? {};
    if (type === 'stdio' && perSecond === undefined && concurrency === undefined) continue;
    const wish = { key: identityOf(file, name), limit: { perSecond, concurrency }, holdMs };
    gates.set(name, limited(name, options, wish));
  }
  return (server) => gates.get(server) ?? open;
}
