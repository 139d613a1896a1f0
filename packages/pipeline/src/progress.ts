import type { Progress } from '@firefly/contracts/run-events';
import { parseSpec } from '@firefly/contracts/run-spec';
import type { Database } from '@firefly/db/database';
import type { RunCounts } from '@firefly/db/repositories/progress';
import type { Json } from '@firefly/domain/json';

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

/** Reads the progress of a run off its rows; null when there is no such run. */
export async function progressOf(
  db: Pick<Database, 'progress'>,
  runId: string,
): Promise<Progress | null> {
  const counts = await db.progress.ofRun(runId);
  return counts && progressFrom(counts);
}
