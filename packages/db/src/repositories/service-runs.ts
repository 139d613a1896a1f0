import type { RunStatus } from '@firefly/contracts/run-events';
import type { Json } from '@firefly/domain/json';
import type { Prisma, PrismaClient } from '../generated/client.ts';
import { plain, toText } from '../text.ts';
import { appendEvents } from './run-events.ts';
import { type Run, runOf } from './runs.ts';

/** A run that was asked for over HTTP. */
export interface NewServiceRun {
  readonly id: string;
  readonly key: string;
  readonly name: string | null;
  readonly spec: Json;
  /** Who asked: the id of an API key, or a word for whoever needs none. */
  readonly createdBy: string;
  /** The mark of its request and a hash of what it asked, if it was marked. */
  readonly request: { readonly key: string; readonly hash: string } | null;
  readonly servers: readonly { readonly name: string; readonly policy: Json }[];
}

/** Which runs, newest first; those behind the run `after`. */
export interface RunPage {
  readonly status?: RunStatus | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** The runs of the service: made with their servers, and moved between statuses. */
export function makeServiceRuns(prisma: PrismaClient) {
  const byRequest = async (createdBy: string, requestKey: string): Promise<Run | null> => {
    const where = { createdBy_requestKey: { createdBy, requestKey } };
    const row = await prisma.run.findUnique({ where });
    return row && runOf(row);
  };
  return {
    /** The run that this caller's request under this mark has made. */
    byRequest,
    /**
     * Makes a run with its servers, or finds the one that the same mark has made already, whatever that
     * one asked for.
     */
    async create(run: NewServiceRun): Promise<{ readonly run: Run; readonly made: boolean }> {
      const { id, key, createdBy, request } = run;
      const row: Prisma.RunCreateManyInput = {
        ...{ id, key, createdBy, shared: true },
        name: run.name === null ? null : plain(run.name),
        spec: toText(run.spec),
        requestKey: request?.key ?? null,
        requestHash: request?.hash ?? null,
      };
      const made = await prisma.$transaction(async (tx) => {
        const [created] = await tx.run.createManyAndReturn({ data: [row], skipDuplicates: true });
        if (created === undefined) return null;
        await tx.server.createMany({
          data: run.servers.map(({ name, policy }) => ({
            runId: id,
            name,
            policy: toText(policy),
          })),
        });
        await appendEvents(tx, id, [{ type: 'status', data: { status: 'running' } }]);
        return runOf(created);
      });
      if (made !== null) return { run: made, made: true };
      const known = request && (await byRequest(createdBy, request.key));
      if (!known) throw new Error(`there is a run ${id} already`);
      return { run: known, made: false };
    },
    /** Newest first; null if there is no run `after`. */
    async list({ status, after, limit }: RunPage): Promise<Run[] | null> {
      if (after !== undefined && (await prisma.run.count({ where: { id: after } })) === 0)
        return null;
      // By place and not by Prisma's cursor, which takes the first row for the one it names, even where
      // that has left the list meanwhile. And in the database: its times are finer than a Date.
      const ids = await prisma.$queryRaw<{ id: string }[]>`
        SELECT id FROM runs
        WHERE (${status ?? null}::run_status IS NULL OR status = ${status ?? null}::run_status)
          AND (${after ?? null}::text IS NULL
            OR (created_at, id) < (SELECT created_at, id FROM runs WHERE id = ${after ?? null}))
        ORDER BY created_at DESC, id DESC LIMIT ${limit}`;
      const found = await prisma.run.findMany({ where: { id: { in: ids.map(({ id }) => id) } } });
      const byId = new Map(found.map((row) => [row.id, runOf(row)]));
      return ids.flatMap(({ id }) => byId.get(id) ?? []);
    },
    /** Those that somebody must keep going. */
    async unfinished(): Promise<string[]> {
      // In these words, as an index is made for them.
      const rows = await prisma.$queryRaw<{ id: string }[]>`
        SELECT id FROM runs WHERE shared AND status = 'running' ORDER BY created_at`;
      return rows.map(({ id }) => id);
    },
    /** How many runs there are in each status, those of commands too. */
    async byStatus(): Promise<Map<RunStatus, number>> {
      const groups = await prisma.run.groupBy({ by: ['status'], _count: true });
      return new Map(groups.map(({ status, _count }) => [status, _count]));
    },
    /** Of these runs, those that are running. */
    async running(ids: readonly string[]): Promise<Set<string>> {
      const where = { id: { in: [...ids] }, status: 'running' as const };
      const rows = await prisma.run.findMany({ where, select: { id: true } });
      return new Set(rows.map(({ id }) => id));
    },
    /** Runs that have not ended and use a server, the oldest first. */
    async using(server: string): Promise<string[]> {
      const rows = await prisma.run.findMany({
        where: {
          shared: true,
          status: { in: ['running', 'paused'] },
          servers: { some: { name: server } },
        },
        select: { id: true },
        orderBy: { createdAt: 'asc' },
      });
      return rows.map(({ id }) => id);
    },
    /**
     * Moves a run of the service from one of some statuses to another; says whether it did. A run that
     * goes on gets a new revision: what its queues held of it is void.
     */
    async move(
      id: string,
      from: readonly RunStatus[],
      to: 'running' | 'paused' | 'cancelled',
      reason?: string,
    ): Promise<boolean> {
      return prisma.$transaction(async (tx) => {
        const { count } = await tx.run.updateMany({
          where: { id, shared: true, status: { in: [...from] } },
          data: {
            status: to,
            ...(to === 'cancelled' ? { finishedAt: new Date() } : {}),
            ...(to === 'running' ? { revision: { increment: 1 }, error: null, keptAt: null } : {}),
          },
        });
        if (count === 0) return false;
        // It was about to finish, and has no use for what was kept already.
        if (to === 'cancelled') await tx.bundleFile.deleteMany({ where: { runId: id } });
        const data = { status: to, ...(reason === undefined ? {} : { reason }) };
        await appendEvents(tx, id, [{ type: 'status', data }]);
        return true;
      });
    },
    /** From now on nothing new is explored in this run; the first reason stays. */
    async stopExploring(id: string, reason: string): Promise<void> {
      await prisma.run.updateMany({
        where: { id, status: 'running', stopping: null },
        data: { stopping: reason },
      });
    },
  };
}

export type ServiceRuns = ReturnType<typeof makeServiceRuns>;
