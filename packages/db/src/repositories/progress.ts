import type { Progress, RunStatus } from '@firefly/contracts/run-events';
import { parseSpec } from '@firefly/contracts/run-spec';
import type { Json } from '@firefly/domain/json';
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
  /** Of these, those whose golden path was replayed, and those that came through. */
  readonly replayed: number;
  readonly replayPassed: number;
  readonly accepted: number;
  readonly calls: number;
}

/** The progress of a run whose rows were counted. */
export function progressFrom(counts: RunCounts): Progress {
  const { explorations, passing } = counts;
  const stage = (name: string, done: number, total: number) => ({ name, done, total });
  return {
    status: counts.status,
    wave: counts.waves,
    stages: [
      stage('discover', counts.serversDone, counts.servers),
      stage('explore', counts.explored, explorations),
      stage('synthesize', counts.synthesized, explorations),
      stage('judge', counts.judged, explorations),
      stage('solve', counts.replayed, passing),
      stage('accepted', counts.accepted, parseSpec(JSON.parse(counts.spec) as Json).tasks),
    ],
  };
}

interface Counted {
  readonly what: string;
  readonly count: number;
}

/** What came between explorations and tasks. */
export interface Reasons {
  readonly rejected: Counted[];
  readonly misfits: Counted[];
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
              count(*) FILTER (
                WHERE passed AND (replay::json->'passed')::text = 'true')::int AS "replayPassed",
              count(*) FILTER (WHERE status = 'accepted')::int AS accepted
            FROM candidates WHERE run_id = r.id) c,
          LATERAL (SELECT count(*)::int AS calls FROM recordings WHERE run_id = r.id) k
        WHERE r.id = ${runId}`;
      return rows[0] ?? null;
    },
    /** Why drafts were rejected and explorations gave none, the most frequent first. */
    async reasons(runId: string, most: number): Promise<Reasons> {
      const rejected = await prisma.$queryRaw<Counted[]>`
        SELECT failing AS what, count(*)::int AS count FROM candidates
        WHERE run_id = ${runId} AND failing IS NOT NULL
        GROUP BY failing ORDER BY count DESC, what LIMIT ${most}`;
      const misfits = await prisma.$queryRaw<Counted[]>`
        SELECT frame || ': ' || reason AS what, count(*)::int AS count FROM misfits
        WHERE run_id = ${runId} GROUP BY what ORDER BY count DESC, what LIMIT ${most}`;
      return { rejected, misfits };
    },
  };
}

export type ProgressRows = ReturnType<typeof makeProgress>;
