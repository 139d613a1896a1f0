import type { Database } from '@firefly/db/database';
import type { TaskDraft, Verdict } from '@firefly/domain/dataset/task';
import { taskId } from '@firefly/domain/identity';
import { aTaskDraft } from '@firefly/testing/builders/task';

/** A candidate of a run: what is different about its draft, and what became of it. */
export interface Seeded {
  readonly draft?: Partial<TaskDraft>;
  readonly accepted?: boolean;
  readonly failing?: string;
}

/** Writes candidates of one exploration as the steps do; gives their task ids. */
export async function seedTasks(
  { candidates }: Pick<Database, 'candidates'>,
  runId: string,
  seeded: readonly Seeded[],
  wave = 0,
): Promise<string[]> {
  const drafts = seeded.map(({ draft }) => aTaskDraft(draft));
  const rows = drafts.map((draft) => ({ taskId: taskId(draft), frame: 'extreme', draft }));
  await candidates.saveDrafts(runId, wave, 0, rows);
  for (const [ordinal, { accepted, failing }] of seeded.entries()) {
    const checks = [
      { name: 'visible', passed: true, evidence: 'all leaves stand in the model view' },
      ...(failing === undefined ? [] : [{ name: failing, passed: false, evidence: 'it fails' }]),
    ];
    if (accepted === undefined && failing === undefined) continue;
    await candidates.saveChecks(runId, wave, 0, ordinal, checks);
    if (accepted === undefined) continue;
    const replay = { passed: accepted, evidence: 'replayed', tiers: ['exact'] };
    await candidates.saveReplay(runId, wave, 0, ordinal, replay);
    const verdict: Verdict = { accepted, checks, judges: [] };
    await candidates.saveVerdicts(runId, [{ wave, index: 0, ordinal, verdict }]);
  }
  return rows.map((row) => row.taskId);
}
