import type { Database } from '@firefly/db/database';
import { parseSpec } from './run-spec.ts';

/** How far a run is, stage by stage. `total` grows as waves are planned. */
export interface Progress {
  readonly status: 'running' | 'finished' | 'failed';
  readonly wave: number;
  readonly stages: readonly {
    readonly name: string;
    readonly done: number;
    readonly total: number;
  }[];
}

/** Reads the progress of a run off its rows; null when there is no such run. */
export async function progressOf(db: Database, runId: string): Promise<Progress | null> {
  const run = await db.runs.find(runId);
  if (run === null) return null;
  const servers = await db.servers.list(runId);
  const waves = await db.waves.list(runId);
  const rows = (await Promise.all(waves.map((w) => db.explorations.list(runId, w.number)))).flat();
  const candidates = await db.candidates.list(runId);
  const at = (...statuses: string[]) => rows.filter((row) => statuses.includes(row.status)).length;
  const passing = candidates.filter(
    (c) => c.checks.length > 0 && c.checks.every((check) => check.passed),
  );
  const accepted = candidates.filter((c) => c.status === 'accepted').length;
  const stage = (name: string, done: number, total: number) => ({ name, done, total });
  return {
    status: run.status,
    wave: waves.length,
    stages: [
      stage('discover', servers.filter((s) => s.status !== 'pending').length, servers.length),
      stage('explore', at('explored', 'synthesized', 'judged'), rows.length),
      stage('synthesize', at('synthesized', 'judged'), rows.length),
      stage('judge', at('judged'), rows.length),
      stage('solve', passing.filter((c) => c.replay !== null).length, passing.length),
      stage('accepted', accepted, parseSpec(run.spec).tasks),
    ],
  };
}
