import type { Json } from '@firefly/domain/json';
import type { CheckStatus, PrismaClient } from '../generated/client.ts';
import { fromNullable, plain, toText } from '../text.ts';

/** The last look at a server: pending until a worker has looked. */
export interface ServerCheck {
  readonly server: string;
  readonly id: string;
  readonly status: CheckStatus;
  /** What the server offers, and what of that a run would call; null until it passed. */
  readonly report: Json | null;
  /** Why it failed. */
  readonly reason: string | null;
  readonly askedAt: Date;
  readonly finishedAt: Date | null;
}

/** The checks of the service's servers, the last of each. */
export function makeServerChecks(prisma: PrismaClient) {
  const finish = async (
    server: string,
    id: string,
    data: { status: CheckStatus; report?: string; reason?: string },
  ) => {
    // A newer one may have been asked for meanwhile.
    const where = { server, id, status: 'pending' as const };
    await prisma.serverCheck.updateMany({ where, data: { ...data, finishedAt: new Date() } });
  };
  return {
    /** Begins a check, in the place of an older one. */
    async begin(server: string, id: string): Promise<void> {
      const fresh = { id, status: 'pending' as const, report: null, reason: null };
      const times = { askedAt: new Date(), finishedAt: null };
      const create = { server, ...fresh, ...times };
      await prisma.serverCheck.upsert({
        where: { server },
        create,
        update: { ...fresh, ...times },
      });
    },
    passed: (server: string, id: string, report: Json): Promise<void> =>
      finish(server, id, { status: 'passed', report: toText(report) }),
    failed: (server: string, id: string, reason: string): Promise<void> =>
      finish(server, id, { status: 'failed', reason: plain(reason) }),
    /** Those that were asked for so long ago and are not done. */
    async pendingFor(ms: number): Promise<{ server: string; id: string }[]> {
      const where = { status: 'pending' as const, askedAt: { lte: new Date(Date.now() - ms) } };
      return prisma.serverCheck.findMany({ where, select: { server: true, id: true } });
    },
    async find(server: string): Promise<ServerCheck | null> {
      const row = await prisma.serverCheck.findUnique({ where: { server } });
      return row && { ...row, report: fromNullable<Json>(row.report) };
    },
  };
}

export type ServerChecks = ReturnType<typeof makeServerChecks>;
