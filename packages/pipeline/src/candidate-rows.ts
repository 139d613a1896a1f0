import { type Attempted, goldenRow, recordingRow, rolloutRow, toolRow } from '@firefly/bundle/rows';
import type { BundleInput, BundleMeta } from '@firefly/bundle/writer';
import type { ToolRow } from '@firefly/contracts/bundle';
import type { Recording } from '@firefly/domain/dataset/recording';
import type { Engine, Task } from '@firefly/domain/dataset/task';
import { requestKey } from '@firefly/domain/identity';
import { MODEL_VIEW_VERSION } from '@firefly/domain/observing/model-view';
import { OBSERVE_VERSION } from '@firefly/domain/observing/observe';
import { REDACT_VERSION } from '@firefly/domain/observing/redact';
import type { Catalog } from './catalog.ts';
import type { ModelMeta } from './models-told.ts';

/**
 * The rows of a bundle for these tasks: all kept tools, all recordings, and of each task its golden trajectory
 * and the attempts of a solver, by task id.
 */
export function bundleRows(
  tasks: readonly Task[],
  catalog: Catalog,
  recordings: readonly Recording[],
  attempts: ReadonlyMap<string, readonly Attempted[]> = new Map(),
): BundleInput {
  const splits = new Map<string, Set<Task['split']>>();
  for (const task of tasks)
    for (const call of task.calls) {
      const key = requestKey(call);
      splits.set(key, (splits.get(key) ?? new Set()).add(task.split));
    }
  const rows = recordings.flatMap(
    (recording) => recordingRow(recording, [...(splits.get(requestKey(recording)) ?? [])]) ?? [],
  );
  const tools = catalog.kept.map(
    (tool): ToolRow => toolRow(tool, { readOnly: catalog.stateless.has(tool.fingerprint) }),
  );
  return {
    tools,
    tasks,
    recordings: [...new Map(rows.map((row) => [row.id, row])).values()],
    trajectories: tasks.flatMap((task) => [
      goldenRow(task),
      ...(attempts.get(task.id) ?? []).map((attempt) => rolloutRow(task, attempt)),
    ]),
  };
}

/** What a manifest says of the run, beyond its rows. */
export const bundleMeta = (
  run: { readonly id: string; readonly seed: number; readonly engine: Engine },
  stated: Pick<BundleMeta, 'created_at' | 'redactions' | 'not_reproducible_because' | 'version'> &
    ModelMeta,
): BundleMeta => ({
  run_id: run.id,
  engine: run.engine,
  seed: run.seed,
  versions: { observe: OBSERVE_VERSION, model_view: MODEL_VIEW_VERSION, redact: REDACT_VERSION },
  title: 'Tool-calling tasks made by FireFly',
  license: 'other',
  ...stated,
});
