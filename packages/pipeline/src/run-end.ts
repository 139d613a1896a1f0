import { parseSpec } from '@firefly/contracts/run-spec';
import type { Database } from '@firefly/db/database';
import type { Json } from '@firefly/domain/json';
import { endRun } from '@firefly/telemetry/run-trace';
import type { RunSummary } from './summary.ts';

/**
 * The end of a run: its row, and with it the root of its trace. Of all who would end a run one does, so
 * the root is sent once.
 */

type Runs = Pick<Database, 'runs'>;

async function tellEnd({ runs }: Runs, runId: string, accepted: number | undefined): Promise<void> {
  const run = await runs.find(runId);
  if (run === null) return;
  endRun({
    runId,
    createdAt: run.createdAt,
    outcome: run.status === 'failed' ? 'failed' : 'finished',
    asked: parseSpec(run.spec),
    accepted,
  });
}

/** Ends a run with what it came to. */
export async function finishRun(db: Runs, runId: string, summary: RunSummary): Promise<void> {
  if (await db.runs.finish(runId, summary as unknown as Json))
    await tellEnd(db, runId, summary.accepted);
}

/** Ends a run that cannot go on. */
export async function failRun(db: Runs, runId: string, reason: string): Promise<void> {
  if (await db.runs.fail(runId, reason)) await tellEnd(db, runId, undefined);
}
