import { type FileHandle, open, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { amendBundle } from '@firefly/bundle/amend';
import { readLines } from '@firefly/bundle/lines';
import { BundleError, checkRow } from '@firefly/bundle/tables';
import type { RecordingRow } from '@firefly/contracts/bundle';

/** What live servers said while a bundle was simulated, beside it until it joins it. */
export interface Journal {
  append(row: RecordingRow): Promise<void>;
  close(): Promise<void>;
}

/** Where the journal of a bundle stands. */
const journalOf = (dir: string): string => `${resolve(dir)}.recorded.jsonl`;

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

async function* rowsIn(path: string): AsyncGenerator<RecordingRow> {
  let line = 0;
  for await (const text of readLines(path)) {
    line += 1;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      // A process that was killed while it wrote leaves half a line, the last one.
      return;
    }
    const checked = checkRow('recordings', value);
    if (!checked.ok) throw new BundleError(`${path} line ${line}: ${checked.reason}`);
    yield checked.row;
  }
}

/**
 * Joins what a simulator recorded to its bundle, if there is anything: once it stops, and before the next
 * one starts, for one that was killed. Rejects with a `BundleError`, and then both stay as they are.
 */
export async function joinJournal(dir: string): Promise<void> {
  const path = journalOf(dir);
  try {
    await (await open(path, 'r')).close();
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  await amendBundle(dir, { recordings: rowsIn(path) });
  await rm(path);
}

/** Opens the journal of a bundle, made when the first recording comes. */
export function openJournal(dir: string): Journal {
  let file: Promise<FileHandle> | undefined;
  let last: Promise<void> = Promise.resolve();
  return {
    append(row) {
      file ??= open(journalOf(dir), 'a');
      const mine = last.then(async () => (await file)?.appendFile(`${JSON.stringify(row)}\n`));
      last = mine.catch(() => {});
      return mine;
    },
    async close() {
      await last;
      await (await file)?.close();
    },
  };
}
