import { parseSpec } from '@firefly/contracts/run-spec';
import type { Tool } from '@firefly/domain/catalog/tool';
import type { Recording } from '@firefly/domain/dataset/recording';
import type { TaskCall, TaskDraft } from '@firefly/domain/dataset/task';
import type { CompletedCall, RulesPlan } from '@firefly/domain/exploration/plan';
import { taskId } from '@firefly/domain/identity';
import type { Json } from '@firefly/domain/json';
import { randomOf, seedOf } from '@firefly/domain/random';
import { assemble, isMisfit } from '@firefly/domain/synthesis/assemble';
import { layOutProposal } from '@firefly/domain/synthesis/laid-out';
import type { Misfit } from '@firefly/domain/synthesis/proposal';
import { recordColumns } from '@firefly/domain/tool-graph/record-groups';
import { writeTasks } from '@firefly/engines/rules/writer';
import { type Catalog, loadCatalog } from '../catalog.ts';
import type { Dependencies } from '../dependencies.ts';
import { historyOf } from './explore.ts';
import type { Step } from './step.ts';

const DISTRACTORS = 3;

/** The recorded calls as a task holds them, numbered in the order of calling. */
const callsOf = (recordings: readonly Recording[], history: readonly CompletedCall[]): TaskCall[] =>
  recordings.map((recording, at) => ({
    id: `c${at + 1}`,
    server: recording.server,
    tool: recording.tool,
    fingerprint: recording.fingerprint,
    arguments: recording.arguments,
    result: JSON.parse(recording.response) as Json,
    observation: history[at]?.observation ?? null,
    state_key: recording.state_key,
    duration_ms: recording.duration_ms,
  }));

/** Tools offered beside the needed ones: kept tools by seeded choice. */
const distractors = (kept: Catalog['kept'], seed: number): string[] =>
  randomOf(seed, 'offered')
    .shuffle(kept)
    .slice(0, DISTRACTORS)
    .map((tool: Tool) => `${tool.server}/${tool.name}`);

/** Writes tasks backward from what an exploration observed, or the reasons why it gives none. */
export const makeSynthesize =
  (deps: Pick<Dependencies, 'db' | 'evaluate' | 'evidenceAfter'>): Step<'synthesize'> =>
  async ({ runId, wave, index }) => {
    const { db, evaluate } = deps;
    const row = await db.explorations.get(runId, wave, index);
    const run = await db.runs.find(runId);
    if (row === null || run === null || row.status !== 'explored') return;
    const plan = row.plan as unknown as RulesPlan;
    if (plan.kind !== 'trial') {
      const { history, recordings } = await historyOf(db, runId, wave, index);
      const { byId, kept } = await loadCatalog(db, runId);
      const evidence = await deps.evidenceAfter(runId, wave);
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
          calls,
          tools: byId,
          offered: distractors(kept, seed),
          seed,
          evaluate,
        });
        if (isMisfit(made)) reasons.push(made);
        else drafts.push({ frame: proposal.frame, draft: made });
      }
      await db.misfits.add(runId, wave, index, reasons);
      await db.candidates.saveDrafts(
        runId,
        wave,
        index,
        drafts.map(({ frame, draft }) => ({ taskId: taskId(draft), frame, draft })),
      );
    }
    await db.explorations.setStatus(runId, wave, index, 'synthesized');
  };
