import { judge } from '@firefly/domain/judging/checks';
import type { Dependencies } from '../dependencies.ts';
import { judgingContext } from '../judging-context.ts';
import type { Step } from './step.ts';

/** Runs every check of the rules on an exploration's drafts and keeps what each saw. */
export const makeJudge =
  (deps: Pick<Dependencies, 'db' | 'evaluate' | 'evidenceAfter'>): Step<'judge'> =>
  async ({ runId, wave, index }) => {
    const { db } = deps;
    const row = await db.explorations.get(runId, wave, index);
    if (row === null || row.status !== 'synthesized') return;
    const drafts = (await db.candidates.list(runId, { wave })).filter((c) => c.index === index);
    if (drafts.length > 0) {
      const context = await judgingContext(deps, runId, wave);
      for (const { ordinal, draft } of drafts)
        await db.candidates.saveChecks(runId, wave, index, ordinal, await judge(draft, context));
    }
    await db.explorations.setStatus(runId, wave, index, 'judged');
  };
