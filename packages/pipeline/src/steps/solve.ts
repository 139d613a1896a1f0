import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { taskRow } from '@firefly/bundle/rows';
import { writeCandidates } from '@firefly/bundle/writer';
import { ruleOf } from '@firefly/contracts/model-spec';
import { parseSpec } from '@firefly/contracts/run-spec';
import type { Candidate } from '@firefly/db/repositories/candidates';
import type { Json } from '@firefly/domain/json';
import type { DecisionRule } from '@firefly/domain/judging/opinions/decide';
import { replayTask } from '@firefly/simulator/replay';
import { bundleMeta, bundleRows } from '../candidate-rows.ts';
import { loadCatalog } from '../catalog.ts';
import type { Dependencies } from '../dependencies.ts';
import { passed } from '../passed.ts';
import { solvedBy } from '../rollouts.ts';
import { opinionCheck } from '../verdicts.ts';
import type { Step } from './step.ts';

/** Whether nothing speaks against a candidate but what a solver would have to show. */
const isWorthSolving = (candidate: Candidate, replayed: boolean, rule: DecisionRule): boolean =>
  replayed && opinionCheck(candidate, rule).every((check) => check.passed);

/**
 * Replays the golden path of every candidate of a wave, or of one exploration of it (rule 2.11): writes them
 * with the bundle writer to a folder of their own, starts one simulator on that folder only, and asks it over
 * HTTP. There a model also tries to solve them, where the run asks models: then explorations are solved side by
 * side, each with a simulator of its own.
 */
export const makeSolve =
  (
    deps: Pick<
      Dependencies,
      | 'db'
      | 'models'
      | 'evaluate'
      | 'evidenceAfter'
      | 'startSimulator'
      | 'tempDir'
      | 'version'
      | 'now'
    >,
  ): Step<'solve'> =>
  async ({ runId, wave, index: only }, { signal }) => {
    const { db, evaluate } = deps;
    const run = await db.runs.find(runId);
    const open = await db.candidates.list(runId, { wave, status: 'judged' });
    const passing = open.filter(
      (candidate) => passed(candidate) && (only === undefined || candidate.index === only),
    );
    if (run === null || passing.length === 0) return;
    const catalog = await loadCatalog(db, runId);
    const { calls } = await deps.evidenceAfter(runId, wave);
    const tasks = passing.map(({ taskId, draft, checks }) =>
      taskRow(runId, taskId, draft, { accepted: false, checks, judges: [] }, false),
    );
    const unique = [...new Map(tasks.map((task) => [task.id, task])).values()];
    const spec = parseSpec(run.spec);
    const { seed, engine, model } = spec;
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
        for (const [at, candidate] of passing.entries()) {
          signal.throwIfAborted();
          const { index, ordinal } = candidate;
          const task = tasks[at];
          if (task === undefined) continue;
          const replay = await replayTask(simulator.url, task, catalog.byId, evaluate);
          const tools = task.offered_tools.flatMap((id) => catalog.byId.get(id) ?? []);
          const owner = `solve/${wave}/${index}/${ordinal}`;
          const place = { run, task, url: simulator.url, owner, tools };
          const solved =
            model !== undefined && isWorthSolving(candidate, replay.passed, ruleOf(spec))
              ? await solvedBy(deps, model, place, signal)
              : null;
          const kept = { ...replay, tiers: [...replay.tiers] };
          const rollouts = solved === null ? undefined : (solved as unknown as Json);
          await db.candidates.saveReplay(runId, wave, index, ordinal, kept, rollouts);
        }
      } finally {
        await simulator.stop();
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
