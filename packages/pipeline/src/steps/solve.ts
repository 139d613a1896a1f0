import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { taskRow } from '@firefly/bundle/rows';
import { writeCandidates } from '@firefly/bundle/writer';
import { parseSpec } from '@firefly/contracts/run-spec';
import { replayTask } from '@firefly/simulator/replay';
import { bundleMeta, bundleRows } from '../candidate-rows.ts';
import { loadCatalog } from '../catalog.ts';
import type { Dependencies } from '../dependencies.ts';
import { passed } from '../passed.ts';
import type { Step } from './step.ts';

/**
 * Replays the golden path of every candidate of a wave (rule 2.11): writes them with the bundle
 * writer to a folder of their own, starts one simulator on that folder only, and asks it over HTTP.
 */
export const makeSolve =
  (
    deps: Pick<
      Dependencies,
      'db' | 'evaluate' | 'evidenceAfter' | 'startSimulator' | 'tempDir' | 'version' | 'now'
    >,
  ): Step<'solve'> =>
  async ({ runId, wave }, { signal }) => {
    const { db, evaluate } = deps;
    const run = await db.runs.find(runId);
    const open = await db.candidates.list(runId, { wave, status: 'judged' });
    const passing = open.filter(passed);
    if (run === null || passing.length === 0) return;
    const catalog = await loadCatalog(db, runId);
    const { calls } = await deps.evidenceAfter(runId, wave);
    const tasks = passing.map(({ taskId, draft, checks }) =>
      taskRow(runId, taskId, draft, { accepted: false, checks, judges: [] }, false),
    );
    const unique = [...new Map(tasks.map((task) => [task.id, task])).values()];
    const { seed, engine } = parseSpec(run.spec);
    const meta = bundleMeta(
      { id: runId, seed, engine },
      {
        created_at: deps.now().toISOString(),
        redactions: {},
        not_reproducible_because: [],
        version: deps.version,
      },
    );
    const folder = await mkdtemp(join(deps.tempDir, 'replay-'));
    try {
      const bundle = join(folder, 'bundle');
      const usable = calls
        .map((call) => call.recording)
        .filter((r) => !r.failure?.startsWith('quarantined'));
      await writeCandidates(bundle, bundleRows(unique, catalog, usable), meta);
      const simulator = await deps.startSimulator(bundle);
      try {
        for (const [at, { index, ordinal }] of passing.entries()) {
          signal.throwIfAborted();
          const task = tasks[at];
          if (task === undefined) continue;
          const replay = await replayTask(simulator.url, task, catalog.byId, evaluate);
          await db.candidates.saveReplay(runId, wave, index, ordinal, {
            ...replay,
            tiers: [...replay.tiers],
          });
        }
      } finally {
        await simulator.stop();
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
