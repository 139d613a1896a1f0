import { parseSpec } from '@firefly/contracts/run-spec';
import type { Database } from '@firefly/db/database';
import type { Run } from '@firefly/db/repositories/runs';
import { aboutPlan } from './about-plan.ts';
import type { RunRows } from './missing.ts';
import { unsolvedIn } from './unsolved.ts';
import { waveSnapshot } from './wave-snapshot.ts';

/** Reads how far a run is. */
export async function readRunRows(db: Database, run: Run): Promise<RunRows> {
  const { id: runId } = run;
  const timings = await db.timings.list(runId);
  const waves = await db.waves.list(runId);
  const open = waves.find((wave) => wave.status === 'open');
  const last = waves.at(-1);
  const ended =
    last !== undefined && last.status === 'scored' && waveSnapshot.parse(last.snapshot).final;
  // Before the candidates: what is judged after this look cannot be taken for solved.
  const explorations = open === undefined ? [] : await db.explorations.list(runId, open.number);
  return {
    runId,
    servers: await db.servers.list(runId),
    // A stage that has run has left its time.
    linked: timings.some((timing) => timing.stage === 'link'),
    complete: ended || (await hasEnough(db, run)),
    open: open && {
      wave: open.number,
      probed: await db.probes.isDone(runId, open.number),
      unsolved: await unsolvedIn(db, runId, open.number),
      explorations: explorations.map(({ index, status, plan }) => ({
        ...{ index, status },
        about: aboutPlan(plan),
      })),
    },
  };
}

/** No further wave is wanted, although the last one was not meant to be the last. */
async function hasEnough(db: Database, { id, spec, stopping }: Run): Promise<boolean> {
  if ((await db.candidates.count(id, 'accepted')) >= parseSpec(spec).tasks) return true;
  // What is good and was kept back while the run still looked on is taken by one more wave.
  return stopping !== null && (await db.candidates.count(id, 'solved')) === 0;
}
