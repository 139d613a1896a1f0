import { parseSpec } from '@firefly/contracts/run-spec';
import type { Run } from '@firefly/db/repositories/runs';
import type { TaskDraft } from '@firefly/domain/dataset/task';
import type { ExplorationPlan, RulesPlan } from '@firefly/domain/exploration/plan';
import { taskId } from '@firefly/domain/identity';
import { seedOf } from '@firefly/domain/random';
import { assemble, isMisfit } from '@firefly/domain/synthesis/assemble';
import { layOutProposal } from '@firefly/domain/synthesis/laid-out';
import type { Misfit } from '@firefly/domain/synthesis/proposal';
import { recordColumns } from '@firefly/domain/tool-graph/record-groups';
import { writeTasks } from '@firefly/engines/rules/writer';
import { loadCatalog } from '../catalog.ts';
import type { Dependencies } from '../dependencies.ts';
import { callsOf, distractors } from '../task-calls.ts';
import { type Explored, writtenBy } from '../writing.ts';
import { historyOf } from './explore.ts';
import type { Step } from './step.ts';

type Needed = Pick<Dependencies, 'db' | 'models' | 'evaluate' | 'evidenceAfter'>;

/** What is written of one exploration. */
interface Written {
  readonly drafts: readonly { readonly frame: string; readonly draft: TaskDraft }[];
  readonly misfits: readonly Misfit[];
}

/** Writes tasks by the frames that fit a walk. */
async function writtenByRules(
  { db, evaluate, evidenceAfter }: Needed,
  run: Run,
  plan: Exclude<RulesPlan, { kind: 'trial' }>,
  { wave, index, history, recordings }: Explored,
): Promise<Written> {
  const { byId: tools, kept } = await loadCatalog(db, run.id);
  const evidence = await evidenceAfter(run.id, wave);
  const columns = recordColumns(evidence.observed);
  const { proposals, misfits } = writeTasks(
    plan,
    history,
    (place) => place.table?.columns ?? columns(place),
  );
  const reasons: Misfit[] = [...misfits];
  const drafts: { frame: string; draft: TaskDraft }[] = [];
  for (const proposal of proposals) {
    const seed = seedOf(parseSpec(run.spec).seed, wave, index, proposal.frame);
    const calls = callsOf(recordings, history);
    const made = await assemble({
      proposal: layOutProposal(proposal),
      engine: 'rules',
      ...{ calls, tools, seed, evaluate },
      offered: distractors(kept, seed),
    });
    if (isMisfit(made)) reasons.push(made);
    else drafts.push({ frame: proposal.frame, draft: made });
  }
  return { drafts, misfits: reasons };
}

/** Writes tasks backward from what an exploration observed, or the reasons why it gives none. */
export const makeSynthesize =
  (deps: Needed): Step<'synthesize'> =>
  async ({ runId, wave, index }, { signal }) => {
    const { db } = deps;
    const row = await db.explorations.get(runId, wave, index);
    const run = await db.runs.find(runId);
    if (row === null || run === null || row.status !== 'explored') return;
    const plan = row.plan as unknown as ExplorationPlan;
    if (plan.kind !== 'trial') {
      const explored = { wave, index, ...(await historyOf(db, runId, wave, index)) };
      const { drafts, misfits } =
        plan.kind === 'menu'
          ? await writtenBy(deps, run, explored, signal)
          : await writtenByRules(deps, run, plan, explored);
      await db.misfits.add(runId, wave, index, misfits);
      await db.candidates.saveDrafts(
        runId,
        wave,
        index,
        drafts.map(({ frame, draft }) => ({ taskId: taskId(draft), frame, draft })),
      );
    }
    await db.explorations.setStatus(runId, wave, index, 'synthesized');
  };
