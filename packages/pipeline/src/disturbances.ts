import { parseSpec } from '@firefly/contracts/run-spec';
import type { Database } from '@firefly/db/database';
import { isInvalidOwner } from './owners.ts';

/** Reasons listed in a manifest; more of them say nothing new. */
const MOST = 50;
/** An evaluation that ran out of time or memory, as `assemble` words it. */
const EXHAUSTED = /: (time|memory), /;

/**
 * What makes another run with the same seed differ (rule 2.12): servers dropped, calls lost, work
 * given up, evaluations cut off at their limits.
 */
export async function disturbances(db: Database, runId: string): Promise<string[]> {
  const dropped = (await db.servers.list(runId)).flatMap(({ name, status, reason }) =>
    status === 'dropped' ? [`server ${name} was dropped: ${reason}`] : [],
  );
  // Nothing is made from what an invalid call comes to.
  const lost = (await db.recordings.byRun(runId)).flatMap(({ owner, recording: r }) =>
    r.kind === 'lost' && !isInvalidOwner(owner) ? [`${r.server}/${r.tool}: ${r.failure}`] : [],
  );
  const given = (await db.misfits.list(runId)).flatMap(({ frame, reason }) =>
    frame === 'failed' || EXHAUSTED.test(reason) ? [reason] : [],
  );
  const unchecked = (await db.candidates.list(runId)).flatMap(({ checks }) =>
    checks.flatMap(({ name, passed, evidence }) =>
      !passed && EXHAUSTED.test(evidence) ? [`${name}: ${evidence}`] : [],
    ),
  );
  const run = await db.runs.find(runId);
  const stopping = run?.stopping;
  const stopped = stopping == null ? [] : [stopping];
  const asked =
    run && parseSpec(run.spec).model
      ? ['models were asked: another time they may reply otherwise']
      : [];
  return [...new Set([...asked, ...stopped, ...dropped, ...lost, ...given, ...unchecked])].slice(
    0,
    MOST,
  );
}
