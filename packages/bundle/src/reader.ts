import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Manifest, manifest } from '@firefly/contracts/bundle';
import { type Fidelity, fidelity } from '@firefly/contracts/fidelity';
import type { z } from 'zod';
import { readLines } from './lines.ts';
import {
  BundleError,
  type BundleRows,
  checkRow,
  FIDELITY,
  issuesOf,
  MANIFEST,
  type TableName,
  tables,
} from './tables.ts';

/** One line of a table: its row, or why it is none. Lines count from 1. */
export type Scanned<Row> =
  | { readonly line: number; readonly row: Row }
  | { readonly line: number; readonly problem: string };

const message = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);

/** Every line of a table, good or bad; a file that cannot be read on ends with a problem. */
export async function* scanTable<K extends TableName>(
  dir: string,
  table: K,
): AsyncGenerator<Scanned<BundleRows[K]>> {
  let line = 0;
  try {
    for await (const text of readLines(join(dir, tables[table].file))) {
      line += 1;
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch (error) {
        yield { line, problem: `not JSON: ${message(error)}` };
        continue;
      }
      const checked = checkRow(table, value);
      yield checked.ok ? { line, row: checked.row } : { line, problem: checked.reason };
    }
  } catch (error) {
    yield { line: line + 1, problem: message(error) };
  }
}

async function* rowsOf<K extends TableName>(dir: string, table: K): AsyncGenerator<BundleRows[K]> {
  for await (const scanned of scanTable(dir, table)) {
    if ('problem' in scanned)
      throw new BundleError(`${tables[table].file} line ${scanned.line}: ${scanned.problem}`);
    yield scanned.row;
  }
}

/** The rows of a bundle's tables, one at a time; throws `BundleError` at the first bad line. */
export const readTools = (dir: string) => rowsOf(dir, 'tools');
export const readTasks = (dir: string) => rowsOf(dir, 'tasks');
export const readRecordings = (dir: string) => rowsOf(dir, 'recordings');
export const readTrajectories = (dir: string) => rowsOf(dir, 'trajectories');

async function readStated<T>(dir: string, name: string, schema: z.ZodType<T>): Promise<T> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(join(dir, name), 'utf8'));
  } catch (error) {
    throw new BundleError(`${name}: ${message(error)}`);
  }
  const checked = schema.safeParse(value);
  if (!checked.success) throw new BundleError(`${name} ${issuesOf(checked.error)}`);
  return checked.data;
}

/** The manifest of a bundle folder; throws `BundleError` where there is none that can be read. */
export const readManifest = (dir: string): Promise<Manifest> => readStated(dir, MANIFEST, manifest);

/** What was measured of a bundle, undefined if nothing was; throws `BundleError` where it cannot be read. */
export async function readFidelity(dir: string): Promise<Fidelity | undefined> {
  const { files } = await readManifest(dir);
  if (!files.some(({ name }) => name === FIDELITY)) return undefined;
  return readStated(dir, FIDELITY, fidelity);
}
