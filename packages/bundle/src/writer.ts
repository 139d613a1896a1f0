import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { type Manifest, manifest } from '@firefly/contracts/bundle';
import type { Rollouts } from '@firefly/domain/dataset/rollouts';
import type { Task } from '@firefly/domain/dataset/task';
import { type CardFacts, renderCard } from './card.ts';
import { writeLines } from './lines.ts';
import { bundleKind, placeFolder, syncFolder } from './place.ts';
import {
  BundleError,
  type BundleRows,
  CARD,
  checkRow,
  MANIFEST,
  type TableName,
  tableNames,
  tables,
} from './tables.ts';

/** The rows of a bundle, in the order in which they shall stand; each iterable is walked once. */
export type BundleInput = {
  readonly [K in TableName]: AsyncIterable<BundleRows[K]> | Iterable<BundleRows[K]>;
};

/** What the manifest and the card say beyond what the rows show. */
export interface BundleMeta
  extends Pick<
    Manifest,
    | 'run_id'
    | 'created_at'
    | 'engine'
    | 'seed'
    | 'versions'
    | 'redactions'
    | 'not_reproducible_because'
    | 'models'
    | 'ledger'
    | 'yield'
    | 'agreement'
    | 'decision'
    | 'budget'
  > {
  /** Version of FireFly that writes. */
  readonly version: string;
  /** Name of the data set, the title of the card. */
  readonly title: string;
  /** Licence of the data: what the servers' outputs permit. */
  readonly license: 'other' | 'apache-2.0';
}

type Seen = Pick<CardFacts, 'splits' | 'example' | 'signatures' | 'rollouts'>;

async function* linesOf<K extends TableName>(
  table: K,
  rows: AsyncIterable<BundleRows[K]> | Iterable<BundleRows[K]>,
  look: (row: BundleRows[K]) => void,
): AsyncGenerator<string> {
  let line = 0;
  for await (const row of rows) {
    line += 1;
    const checked = checkRow(table, row);
    if (!checked.ok) throw new BundleError(`${tables[table].file} line ${line}: ${checked.reason}`);
    look(checked.row);
    yield JSON.stringify(checked.row);
  }
}

async function fill(
  temp: string,
  rows: BundleInput,
  meta: BundleMeta,
  admit: (task: Task) => void,
): Promise<void> {
  const signatures = new Set<string>();
  const splits = { train: 0, test: 0 };
  const rollouts: Rollouts[] = [];
  let example: Task | undefined;
  const files: Manifest['files'] = [];
  for (const table of tableNames) {
    const lines = linesOf<TableName>(table, rows[table], (row) => {
      if (table !== 'tasks') return;
      const task = row as Task;
      admit(task);
      signatures.add(task.signature);
      splits[task.split] += 1;
      example ??= task;
      if (task.solve.rollouts) rollouts.push(task.solve.rollouts);
    });
    const { file } = tables[table];
    files.push({ name: file, ...(await writeLines(join(temp, file), lines)) });
  }
  const counts = Object.fromEntries(
    tableNames.map((table, index) => [table, files[index]?.rows ?? 0]),
  ) as Record<TableName, number>;
  const seen: Seen = { splits, example, rollouts, signatures: signatures.size };
  const card = renderCard({ ...meta, ...seen, counts });
  const { rows: _, ...written } = await writeLines(join(temp, CARD), [card]);
  files.push({ name: CARD, rows: 0, ...written });
  const { version, title: _title, license: _license, ...stated } = meta;
  const text = JSON.stringify(
    manifest.parse({
      format: 'firefly.bundle/1',
      generator: { name: 'firefly', version },
      counts: { ...counts, signatures: seen.signatures },
      ...stated,
      files,
    } satisfies Manifest),
    null,
    2,
  );
  await writeLines(join(temp, MANIFEST), [text]);
}

async function write(
  dir: string,
  rows: BundleInput,
  meta: BundleMeta,
  admit: (task: Task) => void,
  check?: (tempDir: string) => Promise<void>,
): Promise<void> {
  const placement = await placeFolder(dir, bundleKind);
  try {
    await fill(placement.temp, rows, meta, admit);
    // A temporary folder is made private; a bundle is as readable as any folder of its owner.
    await chmod(placement.temp, 0o777 & ~process.umask());
    await syncFolder(placement.temp);
    await check?.(placement.temp);
    await placement.commit();
  } catch (error) {
    await placement.discard();
    throw error;
  }
}

/**
 * Writes a bundle to `dir`, whole or not at all: rows go line by line to a temporary folder beside
 * it, `check` looks at the finished folder, then it is renamed into place. An older bundle there is
 * replaced; any other folder is refused. Throws `BundleError` for a row that is not of its table.
 */
export const writeBundle = (
  dir: string,
  rows: BundleInput,
  meta: BundleMeta,
  options: { readonly check?: (tempDir: string) => Promise<void> } = {},
): Promise<void> =>
  write(
    dir,
    rows,
    meta,
    (task) => {
      if (!task.verdict.accepted)
        throw new BundleError(
          `task ${task.id} is not accepted: a bundle holds accepted tasks only`,
        );
    },
    options.check,
  );

/** Writes the same files for tasks whose verdict is still open: what the simulator replays. */
export const writeCandidates = (dir: string, rows: BundleInput, meta: BundleMeta): Promise<void> =>
  write(dir, rows, meta, () => {});
