import { FailureError } from '@firefly/contracts/failure';
import type { ToolServers } from '@firefly/domain/ports';

/** How long the servers of a run stay connected after its last job here. */
const IDLE_MS = 30_000;

/**
 * The connected servers of the runs that this process works on. A service works on runs without end, so
 * those of a run that has no job here any more are closed after a while; the next job connects them anew.
 */
export interface RunServers {
  /** The servers of a run. Asked for by a job of it. */
  of(runId: string): Promise<ToolServers>;
  /** Keeps the servers of a run connected while `work` goes on. */
  during<T>(runId: string, work: () => Promise<T>): Promise<T>;
  /** Closes all of them, for good. */
  close(): Promise<void>;
}

interface Held {
  jobs: number;
  servers?: Promise<ToolServers>;
  closing?: NodeJS.Timeout;
}

/** Closes what came to be open; one that could not be opened is nothing to close. */
const shut = async (servers: Promise<ToolServers> | undefined): Promise<void> => {
  const opened = await servers?.catch(() => undefined);
  await opened?.close();
};

export function makeRunServers(
  open: (runId: string) => Promise<ToolServers>,
  onError: (error: unknown) => void,
  idleMs = IDLE_MS,
): RunServers {
  const runs = new Map<string, Held>();
  let closed = false;
  const heldOf = (runId: string): Held => {
    const held = runs.get(runId) ?? { jobs: 0 };
    runs.set(runId, held);
    return held;
  };
  const release = (runId: string, held: Held): void => {
    held.jobs -= 1;
    if (held.jobs > 0) return;
    held.closing = setTimeout(() => {
      // Out of the map first: a job that begins now connects its own.
      if (runs.get(runId) === held) runs.delete(runId);
      void shut(held.servers).catch(onError);
    }, idleMs).unref();
  };
  return {
    async of(runId) {
      // A job that was given up on may still ask; nobody would close what it gets.
      if (closed) throw new FailureError({ kind: 'cancelled', message: 'the servers are closed' });
      const held = heldOf(runId);
      if (held.servers !== undefined) return held.servers;
      const servers = open(runId);
      held.servers = servers;
      servers.catch(() => {
        if (held.servers === servers) delete held.servers;
      });
      return servers;
    },
    async during(runId, work) {
      const held = heldOf(runId);
      clearTimeout(held.closing);
      held.jobs += 1;
      try {
        return await work();
      } finally {
        release(runId, held);
      }
    },
    async close() {
      closed = true;
      const all = [...runs.values()];
      runs.clear();
      for (const { closing } of all) clearTimeout(closing);
      await Promise.all(all.map(({ servers }) => shut(servers)));
    },
  };
}
