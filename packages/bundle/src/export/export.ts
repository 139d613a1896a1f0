import { chmod, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { type ExportManifest, exportManifest } from '@firefly/contracts/export';
import { functionNames } from '@firefly/domain/dataset/function-name';
import { SUBMIT_ANSWER } from '@firefly/domain/dataset/golden';
import { writeLines } from '../lines.ts';
import { type FolderKind, placeFolder, syncFolder } from '../place.ts';
import { readManifest } from '../reader.ts';
import { BundleError, CARD, issuesOf, tables } from '../tables.ts';
import { renderExportCard } from './card.ts';
import {
  type Catalog,
  type Conversation,
  readCatalog,
  readConversations,
  type Wanted,
} from './conversations.ts';
import { openai } from './openai.ts';
import { writeParquet } from './parquet.ts';
import { type Columns, columnsOf, type Target } from './target.ts';
import { trlSft } from './trl-sft.ts';

/** What an export may be made for, by the name that the command line takes. */
export const targets = { 'trl-sft': trlSft, openai } as const satisfies Record<string, Target>;

export type TargetName = keyof typeof targets;
export type FileType = ExportManifest['file_type'];
export type Split = 'train' | 'test';

const EXPORT_MANIFEST = 'export.json';

/** An export's folder is replaced only as long as nothing else lies in it. */
const exportKind: FolderKind = {
  called: "an export's",
  file: EXPORT_MANIFEST,
  says: /"format":\s*"firefly\.export\/\d+"/,
  holds: /^(README\.md|export\.json|(train|test)\.(jsonl|parquet))$/,
};

export interface ExportOptions {
  readonly target: TargetName;
  readonly fileType: FileType;
  readonly splits: readonly Split[];
  /** Rollouts to be written beside the golden trajectories. */
  readonly rollouts?: Wanted | undefined;
  /** Version of FireFly that writes. */
  readonly version: string;
  /** Called after each row with the number of rows written so far. */
  readonly onProgress?: (rows: number) => void;
}

async function* rowsOf(
  conversations: AsyncIterable<Conversation>,
  split: Split,
  { target, columns }: { readonly target: Target; readonly columns: Columns },
  tick: () => void,
): AsyncGenerator<Readonly<Record<string, unknown>>> {
  let number = 0;
  for await (const conversation of conversations) {
    number += 1;
    const { passed } = conversation;
    const row = { ...target.row(conversation), ...('passed' in columns && { passed }) };
    const checked = target.schema.safeParse(row);
    if (!checked.success)
      throw new BundleError(
        `${tables.trajectories.file}: trajectory ${number} of ${split} gives no row: ${issuesOf(checked.error)}`,
      );
    yield row;
    tick();
  }
}

async function* linesOf(rows: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const row of rows) yield JSON.stringify(row);
}

async function writeSplits(
  dir: string,
  temp: string,
  catalog: Catalog,
  options: ExportOptions,
): Promise<Pick<ExportManifest, 'files' | 'left_out'>> {
  const { fileType, onProgress, rollouts } = options;
  const target: Target = targets[options.target];
  const columns = columnsOf(target, rollouts);
  const files: ExportManifest['files'] = [];
  let total = 0;
  let left_out = 0;
  for (const split of options.splits) {
    const name = `${split}.${fileType}`;
    const path = join(temp, name);
    const conversations = readConversations(dir, catalog, split, rollouts, () => {
      left_out += 1;
    });
    const rows = rowsOf(conversations, split, { target, columns }, () => {
      total += 1;
      onProgress?.(total);
    });
    const written =
      fileType === 'jsonl'
        ? (await writeLines(path, linesOf(rows))).rows
        : await writeParquet(path, rows, columns);
    // Loaders take a split without rows for a mistake.
    if (written === 0) await rm(path);
    else files.push({ name, split, rows: written });
  }
  return rollouts === undefined ? { files } : { files, left_out };
}

/** What was written, and whether it took the place of an older export. */
export interface Exported extends Pick<ExportManifest, 'files' | 'left_out'> {
  readonly replaced: boolean;
}

/**
 * Writes the golden trajectories of the bundle in `dir`, and the rollouts that are wanted, to the folder
 * `out`, a file a split, whole or not at all. An older export there is replaced, any other folder is refused. Throws `BundleError`
 * where the bundle cannot be read, gives no row, or one that is not of its target's schema.
 */
export async function exportBundle(
  dir: string,
  out: string,
  options: ExportOptions,
): Promise<Exported> {
  const { run_id } = await readManifest(dir);
  const placement = await placeFolder(out, exportKind);
  try {
    const catalog = await readCatalog(dir);
    const written = await writeSplits(dir, placement.temp, catalog, options);
    if (written.files.length === 0)
      throw new BundleError(
        `${dir} has no golden trajectories in ${options.splits.join(' or ')}: nothing was written`,
      );
    const manifest = exportManifest.parse({
      format: 'firefly.export/1',
      generator: { name: 'firefly', version: options.version },
      target: options.target,
      file_type: options.fileType,
      run_id,
      ...(options.rollouts && { rollouts: options.rollouts }),
      ...written,
      tool_names: Object.fromEntries(functionNames([...catalog.tools.keys(), SUBMIT_ANSWER])),
    } satisfies ExportManifest);
    const card = renderExportCard(basename(resolve(out)), targets[options.target], manifest);
    await writeLines(join(placement.temp, CARD), [card.trimEnd()]);
    await writeLines(join(placement.temp, EXPORT_MANIFEST), [JSON.stringify(manifest, null, 2)]);
    // A temporary folder is made private; an export is as readable as any folder of its owner.
    await chmod(placement.temp, 0o777 & ~process.umask());
    await syncFolder(placement.temp);
    await placement.commit();
    return { ...written, replaced: placement.replaces };
  } catch (error) {
    await placement.discard();
    throw error;
  }
}
