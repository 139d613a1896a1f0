import type { Json } from '@firefly/domain/json';
import type { PrismaClient, Run as Row, RunStatus } from '../generated/client.ts';
import { type Leadership, tryToLead } from '../leadership.ts';
import { planLock } from '../plan-lock.ts';
import { ifNobodyWorks, inTurn, type Part, takePart } from '../run-lock.ts';
import { fromNullable, fromText, plain, toText } from '../text.ts';
import { appendEvents } from './run-events.ts';

/** One generation request. */
export interface Run {
  readonly id: string;
  /** Hash of what was asked for: the same request finds its run again. */
  readonly key: string;
  readonly spec: Json;
  readonly status: RunStatus;
  /** How many times `nextRevision` was called. */
  readonly revision: number;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly summary: Json | null;
  readonly error: string | null;
  readonly name: string | null;
  /** Its jobs are in the queues that all runs of the service share. */
  readonly shared: boolean;
  /** Why no further exploration is begun. */
  readonly stopping: string | null;
  /** For how many milliseconds somebody has kept it going; counted where its minutes are limited. */
  readonly keptMs: number;
  /** Who asked for it over HTTP. */
  readonly createdBy: string | null;
  readonly requestHash: string | null;
}

/** A run as its row says. */
export const runOf = (row: Row): Run => ({
  ...row,
  spec: fromText(row.spec),
  summary: fromNullable(row.summary),
});

/** Runs. Removing one removes all rows that belong to it. `url` is for the connections of locks. */
export function makeRuns(prisma: PrismaClient, url: string) {
  const end = async (id: string, status: RunStatus, rest: { summary?: string; error?: string }) => {
    // Only a running one ends: of two handlers that end a run, the first is right.
    const where = { id, status: 'running' as const };
    const data = { status, finishedAt: new Date(), ...rest };
    return prisma.$transaction(async (tx) => {
      if ((await tx.run.updateMany({ where, data })).count === 0) return false;
      const reason = rest.error === undefined ? {} : { reason: rest.error };
      await appendEvents(tx, id, [{ type: 'status', data: { status, ...reason } }]);
      return true;
    });
  };
  return {
    /** No effect if the id exists. */
    async create(run: { readonly id: string; readonly key: string; readonly spec: Json }) {
      const data = { id: run.id, key: run.key, spec: toText(run.spec) };
      await prisma.run.createMany({ data, skipDuplicates: true });
    },
    async find(id: string): Promise<Run | null> {
      const row = await prisma.run.findUnique({ where: { id } });
      return row && runOf(row);
    },
    /** The newest run of a key; of two made within one millisecond, the one with the later id. */
    async findByKey(key: string): Promise<Run | null> {
      const orderBy = [{ createdAt: 'desc' as const }, { id: 'desc' as const }];
      const row = await prisma.run.findFirst({ where: { key }, orderBy });
      return row && runOf(row);
    },
    /** Says whether it did; no effect on a run that is not running. */
    finish: (id: string, summary: Json): Promise<boolean> =>
      end(id, 'finished', { summary: toText(summary) }),
    /** Says whether it did; no effect on a run that is not running. */
    fail: (id: string, error: string): Promise<boolean> =>
      end(id, 'failed', { error: plain(error) }),
    /** Pauses a running run until what is wrong has been mended; says whether it did. */
    async hold(id: string, reason: string): Promise<boolean> {
      return prisma.$transaction(async (tx) => {
        const where = { id, status: 'running' as const };
        const data = { status: 'paused' as const, error: plain(reason) };
        if ((await tx.run.updateMany({ where, data })).count === 0) return false;
        await appendEvents(tx, id, [{ type: 'status', data: { status: 'paused', reason } }]);
        return true;
      });
    },
    /**
     * Lets a run go on that is paused, has failed or has finished, under a new revision: what its queues held
     * of it is void. `from`: the status that it was read with; if it has another by now, nothing is done.
     */
    async goOn(id: string, from: Run['status']): Promise<void> {
      if (from === 'running') return;
      const where = { id, status: from };
      const open = { error: null, finishedAt: null, summary: null, keptAt: null };
      const data = { ...open, status: 'running' as const, revision: { increment: 1 } };
      await prisma.$transaction(async (tx) => {
        if ((await tx.run.updateMany({ where, data })).count === 0) return;
        await appendEvents(tx, id, [{ type: 'status', data: { status: 'running' } }]);
      });
    },
    /**
     * Notes that somebody keeps a run going, and gives for how many milliseconds somebody has. Time in which
     * nobody came by for half a minute is not counted, nor is a pause.
     */
    async keep(id: string, now = new Date()): Promise<number> {
      const rows = await prisma.$queryRaw<{ ms: number }[]>`
        UPDATE runs SET
          kept_ms = kept_ms + CASE
            WHEN ${now}::timestamptz BETWEEN kept_at AND kept_at + interval '30 seconds'
            THEN extract(epoch FROM ${now}::timestamptz - kept_at) * 1000 ELSE 0 END,
          kept_at = greatest(kept_at, ${now}::timestamptz)
        WHERE id = ${id} AND status = 'running' RETURNING kept_ms AS ms`;
      return rows[0]?.ms ?? 0;
    },
    /** Counts one up and gives the new number. */
    async nextRevision(id: string): Promise<number> {
      const data = { revision: { increment: 1 } };
      return (await prisma.run.update({ where: { id }, data })).revision;
    },
    /** Removes a run and everything that belongs to it; false, and it stays, while somebody works on it. */
    remove: (id: string): Promise<boolean> =>
      ifNobodyWorks(url, id, async () => {
        await prisma.run.deleteMany({ where: { id } });
      }),
    /** Looks for the run of a key, and makes it, while no other process does. */
    inTurn: <T>(key: string, find: () => Promise<T>): Promise<T> => inTurn(url, key, find),
    /** Runs `plan` unless somebody plans this run now; says whether it ran. */
    withPlanLock: (id: string, plan: () => Promise<void>): Promise<boolean> =>
      planLock(url, id, plan),
    /** Leads what one process alone does for all runs; null while another does. */
    lead: (what: string): Promise<Leadership | null> => tryToLead(url, what),
    /** Works on a run together with others; runs `alone` first if there are none now. */
    takePart: (id: string, alone: () => Promise<void>): Promise<Part> => takePart(url, id, alone),
  };
}

export type Runs = ReturnType<typeof makeRuns>;
