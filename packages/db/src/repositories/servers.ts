import type { Json } from '@firefly/domain/json';
import type { PrismaClient, ServerStatus } from '../generated/client.ts';
import { fromNullable, fromText, plain, toText } from '../text.ts';
import { appendEvents } from './run-events.ts';

/** A server of a run. `pending` until it was listed, or dropped with a reason. */
export interface ServerRow {
  readonly name: string;
  readonly policy: Json;
  readonly status: ServerStatus;
  readonly reason: string | null;
  readonly info: Json | null;
  readonly durationMs: number | null;
}

type Ending = { reason: string } | { info: string };

/** The servers of each run. */
export function makeServers(prisma: PrismaClient) {
  const end = async (
    runId: string,
    name: string,
    status: 'listed' | 'dropped',
    durationMs: number,
    rest: Ending,
  ) => {
    const reason = 'reason' in rest ? { reason: rest.reason } : {};
    await prisma.$transaction(async (tx) => {
      const { count } = await tx.server.updateMany({
        where: { runId, name },
        data: { status, durationMs, reason: null, info: null, ...rest },
      });
      if (count > 0)
        await appendEvents(tx, runId, [{ type: 'server', data: { name, status, ...reason } }]);
    });
  };
  return {
    /** Those that are there already stay as they are. */
    async add(
      runId: string,
      servers: readonly { readonly name: string; readonly policy: Json }[],
    ): Promise<void> {
      const data = servers.map(({ name, policy }) => ({ runId, name, policy: toText(policy) }));
      await prisma.server.createMany({ data, skipDuplicates: true });
    },
    listed: (runId: string, name: string, info: Json, durationMs: number): Promise<void> =>
      end(runId, name, 'listed', durationMs, { info: toText(info) }),
    dropped: (runId: string, name: string, reason: string, durationMs: number): Promise<void> =>
      end(runId, name, 'dropped', durationMs, { reason: plain(reason) }),
    /** By name. */
    async list(runId: string): Promise<ServerRow[]> {
      const rows = await prisma.server.findMany({ where: { runId }, orderBy: { name: 'asc' } });
      return rows.map(({ runId: _, ...row }) => ({
        ...row,
        policy: fromText(row.policy),
        info: fromNullable(row.info),
      }));
    },
  };
}

export type Servers = ReturnType<typeof makeServers>;
