import { ruleOf } from '@firefly/contracts/model-spec';
import { parseSpec, type RunSpec } from '@firefly/contracts/run-spec';
import type { Run } from '@firefly/db/repositories/runs';
import { planMenus } from '@firefly/domain/exploration/plan-menus';
import { type PlannedWave, planWave, type WaveInput } from '@firefly/domain/exploration/plan-wave';
import type { Json } from '@firefly/domain/json';
import { graphColumns } from '@firefly/domain/tool-graph/graph-columns';
import { edgeKey } from '@firefly/domain/tool-graph/link';
import { standings } from '@firefly/domain/tool-graph/standing';
import { loadCatalog } from '../catalog.ts';
import type { Dependencies } from '../dependencies.ts';
import { loadEvidence } from '../evidence.ts';
import { linkedEdges } from '../judged-edges.ts';
import { seenEnough } from '../last-wave.ts';
import { missingJobs } from '../missing.ts';
import { readRunRows } from '../run-rows.ts';
import { waveSnapshot } from '../wave-snapshot.ts';
import type { Step } from './step.ts';

/**
 * The explorations of a wave. A model is given menus in place of walks, once trials, which ask nobody, have
 * shown what leads where.
 */
function plansOf({ engine, tasks }: RunSpec, input: WaveInput, accepted: number): PlannedWave {
  if (engine === 'rules') return planWave(input);
  const { plans: trials } = planWave({ ...input, walks: 0 });
  // One for each task: some give none, others two or three.
  const wanted = Math.max(1, tasks - accepted);
  const isFirst = input.wave === 0 && trials.length > 0;
  const count = isFirst ? 0 : Math.min(input.walks, wanted);
  const { plans, walked } = planMenus({ ...input, count });
  return {
    plans: [...trials, ...plans],
    walked: walked.map((walk) => ({ ...walk, index: trials.length + walk.index })),
  };
}

/** Plans one more wave from the snapshot frozen at the end of the one before (rule 2.12). */
async function openWave(
  deps: Pick<Dependencies, 'db' | 'models'>,
  run: Run,
  spec: RunSpec,
  signal: AbortSignal,
): Promise<void> {
  const { db } = deps;
  const { id: runId, stopping } = run;
  const waves = await db.waves.list(runId);
  const number = waves.length;
  // Nothing more is explored: an empty wave takes what the ones before have kept back.
  if (stopping !== null) return db.waves.create(runId, number, { walked: [], final: true });
  const catalog = await loadCatalog(db, runId);
  const { kept } = catalog;
  const evidence = await loadEvidence(db, runId, number);
  const edges = await linkedEdges(deps, run, catalog, evidence.observed, signal, true);
  const known = standings(edges, graphColumns(evidence.observed), evidence.tried);
  const confirmed = new Set(known.filter((s) => s.confirmed !== null).map((s) => edgeKey(s.edge)));
  await db.graph.saveEdges(
    runId,
    edges.map((edge) =>
      confirmed.has(edgeKey(edge))
        ? { ...edge, confidence: 'high', evidence: [...edge.evidence, 'executed'] }
        : edge,
    ),
  );
  const candidates = await db.candidates.list(runId);
  const fruitful = new Set(
    candidates
      .filter(({ status }) => status === 'accepted')
      .map((candidate) => `${candidate.wave}/${candidate.index}`),
  );
  const done = waves.flatMap((wave) =>
    waveSnapshot
      .parse(wave.snapshot)
      .walked.map((walk) => ({ ...walk, fruitful: fruitful.has(`${wave.number}/${walk.index}`) })),
  );
  const wave = {
    ...{ seed: spec.seed, wave: number, walks: spec.walks },
    ...{ tools: kept, calls: evidence.observed, standings: known, tried: evidence.tried, done },
  };
  const accepted = candidates.filter(({ status }) => status === 'accepted').length;
  const { plans, walked } = plansOf(spec, wave, accepted);
  const final =
    plans.length === 0 ||
    number + 1 >= spec.waves ||
    seenEnough({ number, target: spec.tasks, mix: spec.mix, rule: ruleOf(spec), candidates });
  await db.explorations.createMany(runId, number, plans as unknown as Json[]);
  await db.waves.create(runId, number, {
    walked: walked.map((walk) => ({ ...walk })),
    final,
  });
}

/**
 * Looks at the rows of a run and queues what is missing; opens a wave when the last is scored and
 * tasks are still wanted. One at a time per run: whoever comes second leaves it to the first.
 */
export const makePlan =
  (deps: Pick<Dependencies, 'db' | 'models' | 'enqueue'>): Step<'plan'> =>
  async ({ runId }, { signal }) => {
    const { db } = deps;
    await db.runs.withPlanLock(runId, async () => {
      const run = await db.runs.find(runId);
      if (run === null || run.status !== 'running') return;
      const spec = parseSpec(run.spec);
      let missing = missingJobs(await readRunRows(db, run));
      if ('newWave' in missing) {
        await openWave(deps, run, spec, signal);
        missing = missingJobs(await readRunRows(db, run));
      }
      if ('jobs' in missing) await deps.enqueue(runId, missing.jobs);
    });
  };
