import { FailureError } from '@firefly/contracts/failure';
import type { Run } from '@firefly/db/repositories/runs';
import type { Recording } from '@firefly/domain/dataset/recording';
import type { CompletedCall, ExplorationPlan } from '@firefly/domain/exploration/plan';
import { whyStopped } from '../budget.ts';
import { loadCatalog } from '../catalog.ts';
import type { Dependencies } from '../dependencies.ts';
import { answeredOf, makeCaller } from '../effects.ts';
import { completedOf, type Exploring, exploringRules } from '../exploring.ts';
import { exploringMenu, type MenuDependencies } from '../exploring-menu.ts';
import type { Step } from './step.ts';

/** More calls than any plan of the rules engine makes: a guard, not a budget. */
const MAX_CALLS = 64;

/** The calls of an exploration so far, from its rows. */
export async function historyOf(
  db: Pick<Dependencies['db'], 'recordings'>,
  runId: string,
  wave: number,
  index: number,
): Promise<{ readonly history: CompletedCall[]; readonly recordings: Recording[] }> {
  const rows = await db.recordings.byOwner(runId, `explore/${wave}/${index}`);
  const recordings = rows.map((row) => row.recording);
  return { history: recordings.map((recording) => completedOf(answeredOf(recording))), recordings };
}

/** The exploration of a plan, from the calls that were made before. */
function begun(
  deps: MenuDependencies & Pick<Dependencies, 'explorer'>,
  run: Run,
  at: { readonly wave: number; readonly index: number },
  plan: ExplorationPlan,
  recordings: readonly Recording[],
): Exploring {
  const earlier = recordings.map(answeredOf);
  return plan.kind === 'menu'
    ? exploringMenu(deps, run, at, plan, earlier)
    : exploringRules(deps.explorer, plan, earlier);
}

/** Makes the calls an explorer asks for, one after the other; goes on where a cut-off attempt stopped. */
export const makeExplore =
  (deps: MenuDependencies & Pick<Dependencies, 'serversOf' | 'explorer'>): Step<'explore'> =>
  async ({ runId, wave, index }, { signal }) => {
    const { db } = deps;
    const row = await db.explorations.get(runId, wave, index);
    const run = await db.runs.find(runId);
    if (row === null || run === null || row.status !== 'planned') return;
    const stopping = await whyStopped(db, run);
    if (stopping !== null) {
      await db.explorations.explored(runId, wave, index, { stop: 'stuck', reason: stopping }, 0);
      return;
    }
    const { byId, stateless } = await loadCatalog(db, runId);
    const { recordings } = await historyOf(db, runId, wave, index);
    const servers = await deps.serversOf(runId);
    const started = performance.now();
    const caller = makeCaller(
      { recordings: db.recordings, servers, stateless },
      { runId, owner: `explore/${wave}/${index}`, earlier: recordings },
    );
    const plan = row.plan as unknown as ExplorationPlan;
    const exploring = begun(deps, run, { wave, index }, plan, recordings);
    let calls = recordings.length;
    try {
      let step = await exploring.next(signal);
      while ('call' in step && calls < MAX_CALLS) {
        const spent = await whyStopped(db, run);
        if (spent !== null) {
          step = { stop: 'stuck', reason: spent };
          break;
        }
        const tool = byId.get(step.call.tool);
        if (tool === undefined)
          throw new FailureError({
            kind: 'permanent',
            message: `${step.call.tool} is not in the catalog`,
          });
        exploring.made(await caller.call(tool, step.call.arguments, signal));
        calls += 1;
        step = await exploring.next(signal);
      }
      const outcome = 'call' in step ? { stop: 'stuck', reason: 'too many calls' } : { ...step };
      await db.explorations.explored(runId, wave, index, outcome, performance.now() - started);
    } finally {
      await caller.close();
    }
  };
