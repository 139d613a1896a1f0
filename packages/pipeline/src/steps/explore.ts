import { FailureError } from '@firefly/contracts/failure';
import { toolId } from '@firefly/domain/catalog/tool';
import type { Recording } from '@firefly/domain/dataset/recording';
import type { CompletedCall, RulesPlan } from '@firefly/domain/exploration/plan';
import { whyStopped } from '../budget.ts';
import { loadCatalog } from '../catalog.ts';
import type { Dependencies } from '../dependencies.ts';
import { type Answered, answeredOf, makeCaller } from '../effects.ts';
import type { Step } from './step.ts';

/** More calls than any plan of the rules engine makes: a guard, not a budget. */
const MAX_CALLS = 64;

/** A recorded call as an explorer reads it. */
const completedOf = ({ recording, observation }: Answered): CompletedCall => ({
  tool: toolId({ server: recording.server, name: recording.tool }),
  arguments: recording.arguments,
  observation,
  failure: recording.failure,
});

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

/** Makes the calls an explorer asks for, one after the other; goes on where a cut-off attempt stopped. */
export const makeExplore =
  (deps: Pick<Dependencies, 'db' | 'serversOf' | 'explorer'>): Step<'explore'> =>
  async ({ runId, wave, index }, { signal }) => {
    const { db, explorer } = deps;
    const row = await db.explorations.get(runId, wave, index);
    if (row === null || row.status !== 'planned') return;
    const run = await db.runs.find(runId);
    const stopping = run && (await whyStopped(db, run));
    if (stopping !== null) {
      await db.explorations.explored(runId, wave, index, { stop: 'stuck', reason: stopping }, 0);
      return;
    }
    const plan = row.plan as unknown as RulesPlan;
    const { byId, stateless } = await loadCatalog(db, runId);
    const { history, recordings } = await historyOf(db, runId, wave, index);
    const servers = await deps.serversOf(runId);
    const started = performance.now();
    const caller = makeCaller(
      { recordings: db.recordings, servers, stateless },
      { runId, owner: `explore/${wave}/${index}`, earlier: recordings },
    );
    try {
      let step = explorer.next(plan, history);
      while ('call' in step && history.length < MAX_CALLS) {
        const spent = run && (await whyStopped(db, run));
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
        history.push(completedOf(await caller.call(tool, step.call.arguments, signal)));
        step = explorer.next(plan, history);
      }
      const outcome = 'call' in step ? { stop: 'stuck', reason: 'too many calls' } : { ...step };
      await db.explorations.explored(runId, wave, index, outcome, performance.now() - started);
    } finally {
      await caller.close();
    }
  };
