import { type FileHandle, open, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { amendBundle, BundleChanged } from '@firefly/bundle/amend';
import { readLines } from '@firefly/bundle/lines';
import { hasEnded, isMissing } from '@firefly/bundle/place';
import { BundleError, checkRow } from '@firefly/bundle/tables';
import type { RecordingRow } from '@firefly/contracts/bundle';

/** What live servers said while a bundle was simulated, beside it until it joins it. */
export interface Journal {
  append(row: RecordingRow): Promise<void>;
  close(): Promise<void>;
}

const END = '.jsonl';

/** Where journals of a bundle stand: one of each process, so that none is taken from who still writes it. */
const journalsAt = (dir: string): string => `${resolve(dir)}.recorded-`;

/** The journals of a bundle that nobody writes any more: of this process, and of those that have ended. */
async function leftBehind(dir: string): Promise<string[]> {
  const start = journalsAt(dir);
  const names = await readdir(dirname(start));
  return names
    .filter((name) => {
      if (!name.startsWith(basename(start)) || !name.endsWith(END)) return false;
      const pid = Number(name.slice(basename(start).length, -END.length));
      return Number.isSafeInteger(pid) && pid > 0 && (pid === process.pid || hasEnded(pid));
    })
    .map((name) => join(dirname(start), name));
}

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

async function* rowsOf(paths: readonly string[], look: () => void): AsyncGenerator<RecordingRow> {
  for (const path of paths)
    for await (const row of rowsIn(path)) {
      look();
      yield row;
    }
}

/** Simulators of one bundle may stop at once: each then waits for another's turn, so many times. */
const MOST_TRIES = 20;

/**
 * Joins what simulators recorded to their bundle, if there is anything: once one stops, and before the next
 * one starts, for one that was killed. What one that runs still records is its own. Resolves to how many
 * recordings that were. Rejects with a `BundleError`, and then all stays as it is.
 */
export async function joinJournals(dir: string): Promise<number> {
  for (let tries = 1; ; tries += 1) {
    const paths = await leftBehind(dir);
    if (paths.length === 0) return 0;
    let rows = 0;
    const count = (): void => {
      rows += 1;
    };
    try {
      await amendBundle(dir, { recordings: rowsOf(paths, count) });
      for (const path of paths) await rm(path, { force: true });
      return rows;
    } catch (error) {
      // Another process was faster, with these rows or its own.
      const again = error instanceof BundleChanged || isMissing(error);
      if (!again || tries === MOST_TRIES) throw error;
    }
  }
}

/** Opens the journal of a bundle, made when the first recording comes. */
export function openJournal(dir: string): Journal {
  let file: Promise<FileHandle> | undefined;
  let last: Promise<void> = Promise.resolve();
  return {
    append(row) {
      file ??= open(`${journalsAt(dir)}${process.pid}${END}`, 'a');
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
