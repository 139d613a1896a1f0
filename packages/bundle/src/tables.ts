import {
  type RecordingRow,
  recording,
  type ToolRow,
  type TrajectoryRow,
  task,
  tool,
  trajectory,
} from '@firefly/contracts/bundle';
import type { Task } from '@firefly/domain/dataset/task';
import type { z } from 'zod';

/** The row type of each table of a bundle. */
export interface BundleRows {
  readonly tools: ToolRow;
  readonly tasks: Task;
  readonly recordings: RecordingRow;
  readonly trajectories: TrajectoryRow;
}

export type TableName = keyof BundleRows;

interface Table {
  readonly file: string;
  readonly schema: z.ZodType;
}

/** The tables of a bundle, in the order in which they are written and verified. */
export const tables: { readonly [K in TableName]: Table } = {
  tools: { file: 'tools.jsonl', schema: tool },
  tasks: { file: 'tasks.jsonl', schema: task },
  recordings: { file: 'recordings.jsonl', schema: recording },
  trajectories: { file: 'trajectories.jsonl', schema: trajectory },
};

export const tableNames = Object.keys(tables) as TableName[];

export const MANIFEST = 'manifest.json';
export const CARD = 'README.md';
/** How a simulator answers from the recordings; only in a bundle that was measured. */
export const FIDELITY = 'fidelity.json';

/** A bundle that cannot be written or read; the message names file, line and place. */
export class BundleError extends Error {
  override readonly name = 'BundleError';
}

/** A row checked against its table's schema. The row itself is handed on, never a rewritten copy. */
export function checkRow<K extends TableName>(
  table: K,
  row: unknown,
): { readonly ok: true; readonly row: BundleRows[K] } | { readonly ok: false; reason: string } {
  const checked = tables[table].schema.safeParse(row);
  if (checked.success) return { ok: true, row: row as BundleRows[K] };
  return { ok: false, reason: issuesOf(checked.error) };
}

/** The first problems of a schema check, each with its place as a JSON Pointer. */
export const issuesOf = (error: z.ZodError): string =>
  error.issues
    .slice(0, 3)
    .map(
      (issue) => `${issue.path.map((key) => `/${String(key)}`).join('') || '/'}: ${issue.message}`,
    )
    .join('; ');
