import { judge } from '@firefly/domain/judging/checks';
import type { Dependencies } from '../dependencies.ts';
import { judgingContext } from '../judging-context.ts';
import { opinionsOf } from '../opinions.ts';
import { passed } from '../passed.ts';
import type { Step } from './step.ts';

/**
 * Runs every check of the rules on an exploration's drafts and keeps what each saw. Models are asked only
 * about what passed them all.
 */
export const makeJudge =
  (deps: Pick<Dependencies, 'db' | 'evaluate' | 'evidenceAfter' | 'models'>): Step<'judge'> =>
  async ({ runId, wave, index }, { signal }) => {
    const { db } = deps;
    const row = await db.explorations.get(runId, wave, index);
    const run = await db.runs.find(runId);
    if (row === null || run === null || row.status !== 'synthesized') return;
    const drafts = (await db.candidates.list(runId, { wave })).filter((c) => c.index === index);
    if (drafts.length > 0) {
      const context = await judgingContext(deps, runId, wave);
      for (const candidate of drafts) {
        const checks = await judge(candidate.draft, context);
        const opinions = passed({ checks })
          ? await opinionsOf(deps, run, candidate, context.tools, signal)
          : [];
        await db.candidates.saveChecks(runId, wave, index, candidate.ordinal, checks, opinions);
      }
    }
    await db.explorations.setStatus(runId, wave, index, 'judged');
  };
