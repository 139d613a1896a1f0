import { createHash } from 'node:crypto';
import type { PrismaClient } from '../generated/client.ts';
import { plain, toText } from '../text.ts';

/** A sub-DAG or frame that gave no task, and why. */
export interface Misfit {
  readonly wave: number;
  readonly index: number;
  readonly frame: string;
  readonly reason: string;
}

const hashOf = (frame: string, reason: string): string =>
  createHash('sha256')
    .update(toText([frame, reason]))
    .digest('hex');

/** The misfits of each run. */
export function makeMisfits(prisma: PrismaClient) {
  return {
    /** The same frame with the same reason counts once an exploration. */
    async add(
      runId: string,
      wave: number,
      index: number,
      rows: readonly Pick<Misfit, 'frame' | 'reason'>[],
    ): Promise<void> {
      const data = rows.map(({ frame, reason }) => ({
        ...{ runId, wave, index },
        hash: hashOf(frame, reason),
        frame: plain(frame),
        reason: plain(reason),
      }));
      await prisma.misfit.createMany({ data, skipDuplicates: true });
    },
    /** By wave, index, frame and reason. */
    async list(runId: string): Promise<Misfit[]> {
      const orderBy = (['wave', 'index', 'frame', 'reason'] as const).map((name) => ({
        [name]: 'asc' as const,
      }));
      const select = { wave: true, index: true, frame: true, reason: true };
      return prisma.misfit.findMany({ where: { runId }, orderBy, select });
    },
  };
}

export type Misfits = ReturnType<typeof makeMisfits>;
