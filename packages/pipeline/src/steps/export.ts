import { taskRow } from '@firefly/bundle/rows';
import { verifyBundle } from '@firefly/bundle/verify';
import { writeBundle } from '@firefly/bundle/writer';
import { FailureError } from '@firefly/contracts/failure';
import { parseSpec } from '@firefly/contracts/run-spec';
import type { Recording } from '@firefly/domain/dataset/recording';
import type { Evaluate } from '@firefly/domain/ports';
import { bundleMeta, bundleRows } from '../candidate-rows.ts';
import { loadCatalog } from '../catalog.ts';
import type { Dependencies } from '../dependencies.ts';
import { disturbances } from '../disturbances.ts';
import { loadEvidence } from '../evidence.ts';
import { keepBundle } from '../keep-bundle.ts';
import { modelMeta } from '../models-told.ts';
import { isInvalidOwner } from '../owners.ts';
import { attemptsIn, rolloutsIn } from '../rollouts.ts';
import { finishRun } from '../run-end.ts';
import { summarize } from '../summary.ts';
import { solvedIn } from '../verdicts.ts';
import type { Step } from './step.ts';

const QUARANTINED = 'quarantined';

/** Replacements by redaction over all recordings, by name. */
function replaced(recordings: readonly Recording[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { redactions = {} } of recordings)
    for (const [name, count] of Object.entries(redactions))
      counts[name] = (counts[name] ?? 0) + count;
  return counts;
}

/** Recomputes a finished folder from its files alone. */
async function mustVerify(folder: string, evaluate: Evaluate): Promise<void> {
  const { mismatches } = await verifyBundle(folder, { evaluate });
  const [first] = mismatches;
  if (first !== undefined)
    throw new FailureError({
      kind: 'permanent',
      message: `the bundle does not verify (${mismatches.length} mismatches): ${first.file} ${first.task ?? ''} ${first.place}: ${first.message}`,
    });
}

/** Writes the bundle, lets `verify` recompute it from the files alone, and only then puts it in place. */
export const makeExport =
  (
    deps: Pick<Dependencies, 'db' | 'models' | 'evaluate' | 'tempDir' | 'version' | 'now'>,
  ): Step<'export'> =>
  async ({ runId }) => {
    const { db, evaluate } = deps;
    const run = await db.runs.find(runId);
    if (run === null || run.status !== 'running') return;
    const spec = parseSpec(run.spec);
    const candidates = await db.candidates.list(runId);
    const accepted = candidates.filter(({ status }) => status === 'accepted');
    const written = accepted.flatMap((candidate) => {
      const { taskId, draft, verdict } = candidate;
      if (verdict === null) return [];
      const solved = solvedIn(candidate);
      const task = taskRow(runId, taskId, draft, verdict, true, rolloutsIn(solved));
      return [{ task, attempts: attemptsIn(solved) }];
    });
    const tasks = written.map(({ task }) => task);
    const rollouts = new Map(written.map(({ task, attempts }) => [task.id, attempts]));
    const catalog = await loadCatalog(db, runId);
    const { calls } = await loadEvidence(db, runId, Number.POSITIVE_INFINITY);
    const invalid = (await db.recordings.byRun(runId)).filter(({ owner }) => isInvalidOwner(owner));
    const recordings = [...calls, ...invalid].map((call) => call.recording);
    const withheld = recordings.filter((r) => r.failure?.startsWith(QUARANTINED) === true);
    // Probes too: a tool whose repeat was lost gives neither labels nor flows.
    const fired = await disturbances(db, runId);
    const told = await modelMeta(deps, run, tasks.length);
    const meta = bundleMeta(
      { id: runId, seed: spec.seed, engine: spec.engine },
      {
        created_at: deps.now().toISOString(),
        redactions: { ...replaced(recordings), recordings_withheld: withheld.length },
        not_reproducible_because: fired,
        version: deps.version,
        ...told,
      },
    );
    const usable = recordings.filter((recording) => !withheld.includes(recording));
    const write = (folder: string) =>
      writeBundle(folder, bundleRows(tasks, catalog, usable, rollouts), meta, {
        check: (folder) => mustVerify(folder, evaluate),
      });
    if ('out' in spec) await write(spec.out);
    else await keepBundle(deps, runId, write);
    await finishRun(db, runId, await summarize(db, runId, told));
  };
