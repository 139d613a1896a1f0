import type { RunStatus } from '@firefly/contracts/run-events';
import type { PrismaClient } from '../generated/client.ts';

/** How many rows of a run are how far, in one look. */
export interface RunCounts {
  readonly status: RunStatus;
  readonly spec: string;
  readonly createdAt: Date;
  readonly stopping: string | null;
  readonly servers: number;
  readonly serversDone: number;
  readonly waves: number;
  readonly explorations: number;
  readonly explored: number;
  readonly synthesized: number;
  readonly judged: number;
  readonly candidates: number;
  /** Candidates that passed every check. */
  readonly passing: number;
  readonly replayed: number;
  readonly accepted: number;
  readonly calls: number;
}

/** Counts over the rows of runs: they are counted where they lie, and none is read. */
export function makeProgress(prisma: PrismaClient) {
  return {
    /** Null when there is no such run. */
    async ofRun(runId: string): Promise<RunCounts | null> {
      const rows = await prisma.$queryRaw<RunCounts[]>`
        SELECT r.status::text, r.spec, r.created_at AS "createdAt", r.stopping, s.*, w.*, e.*, c.*, k.*
        FROM runs r,
          LATERAL (SELECT count(*)::int AS servers,
              count(*) FILTER (WHERE status <> 'pending')::int AS "serversDone"
            FROM servers WHERE run_id = r.id) s,
          LATERAL (SELECT count(*)::int AS waves FROM waves WHERE run_id = r.id) w,
          LATERAL (SELECT count(*)::int AS explorations,
              count(*) FILTER (WHERE status >= 'explored')::int AS explored,
              count(*) FILTER (WHERE status >= 'synthesized')::int AS synthesized,
              count(*) FILTER (WHERE status >= 'judged')::int AS judged
            FROM explorations WHERE run_id = r.id) e,
          LATERAL (SELECT count(*)::int AS candidates,
              count(*) FILTER (WHERE passed)::int AS passing,
              count(*) FILTER (WHERE passed AND replay IS NOT NULL)::int AS replayed,
              count(*) FILTER (WHERE status = 'accepted')::int AS accepted
            FROM candidates WHERE run_id = r.id) c,
          LATERAL (SELECT count(*)::int AS calls FROM recordings WHERE run_id = r.id) k
        WHERE r.id = ${runId}`;
      return rows[0] ?? null;
    },
  };
}

export type ProgressRows = ReturnType<typeof makeProgress>;
