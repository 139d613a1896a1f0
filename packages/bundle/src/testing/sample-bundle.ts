import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordingRow } from '@firefly/contracts/bundle';
import type { Task, TaskCall } from '@firefly/domain/dataset/task';
import { sha256 } from '@firefly/domain/identity';
import { MODEL_VIEW_VERSION } from '@firefly/domain/observing/model-view';
import { OBSERVE_VERSION } from '@firefly/domain/observing/observe';
import { goldenRow, recordingRow } from '../rows.ts';
import type { BundleInput, BundleMeta } from '../writer.ts';
import { boatsDraft, distanceDraft, toTask } from './sample-tasks.ts';
import { sampleToolRows } from './sample-tools.ts';

export const sampleTasks: readonly Task[] = [toTask(distanceDraft), toTask(boatsDraft)];

export const sampleMeta: BundleMeta = {
  run_id: 'run-1',
  created_at: '2026-11-21T09:00:00Z',
  engine: 'rules',
  seed: 7,
  versions: { observe: OBSERVE_VERSION, model_view: MODEL_VIEW_VERSION, redact: 1 },
  redactions: {},
  not_reproducible_because: [],
  version: '0.1.0',
  title: 'Boats and places',
  license: 'apache-2.0',
};

/** A call as the recording it came from. */
export function recordingOf(call: TaskCall, splits: RecordingRow['splits']): RecordingRow {
  const response = JSON.stringify(call.result);
  const { id: _, result: _result, observation: _observation, ...request } = call;
  const digest = { response, sha256: sha256(response) };
  const row = recordingRow({ ...request, ...digest, kind: 'result', failure: null }, splits);
  if (row === null) throw new Error('not lost');
  return row;
}

/** The rows of a bundle that holds exactly these tasks. */
export const rowsFor = (
  tasks: readonly Task[],
  more: readonly RecordingRow[] = [],
): BundleInput => ({
  tools: sampleToolRows,
  tasks,
  recordings: [
    ...tasks.flatMap((task) => task.calls.map((call) => recordingOf(call, [task.split]))),
    ...more,
  ],
  trajectories: tasks.map(goldenRow),
});

/** A temporary folder that disposes of itself. */
export async function tempFolder(): Promise<{
  path: string;
  [Symbol.asyncDispose](): Promise<void>;
}> {
  const path = await mkdtemp(join(tmpdir(), 'firefly bundle '));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
