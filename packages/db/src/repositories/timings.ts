import type { PrismaClient } from '../generated/client.ts';

/** How much a stage did in a run, and how long it took in sum. */
export interface Timing {
  readonly stage: string;
  readonly jobs: number;
  readonly ms: number;
}

/** The timings of each run. They count work done, so a job that ran twice counts twice. */
export function makeTimings(prisma: PrismaClient) {
  return {
    async add(runId: string, stage: string, durationMs: number): Promise<void> {
      // Not Prisma's upsert: two first ones at a time would collide.
      await prisma.$executeRaw`
        INSERT INTO timings (run_id, stage, jobs, ms) VALUES (${runId}, ${stage}, 1, ${durationMs})
        ON CONFLICT (run_id, stage) DO UPDATE
          SET jobs = timings.jobs + 1, ms = timings.ms + EXCLUDED.ms`;
    },
    /** By stage. */
    list: (runId: string): Promise<Timing[]> =>
      prisma.timing.findMany({
        where: { runId },
        orderBy: { stage: 'asc' },
        select: { stage: true, jobs: true, ms: true },
      }),
  };
}

export type Timings = ReturnType<typeof makeTimings>;
