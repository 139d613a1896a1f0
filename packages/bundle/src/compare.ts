import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject, type Json } from '@firefly/domain/json';
import { toPointer } from '@firefly/domain/pointer';
import { readLines } from './lines.ts';
import { withoutMoments } from './moments.ts';
import { readManifest } from './reader.ts';
import { CARD, MANIFEST, tables } from './tables.ts';
import { MAX_MISMATCHES, type Mismatch, show, thrownMessage } from './verify/findings.ts';

/** What two bundles do not have in common. `place` is a JSON Pointer, or a line of a table and one. */
export type Difference = Omit<Mismatch, 'task'>;

/** What may differ between the bundles of two equal runs (rule 2.12), by file: who ran, when, how long. */
const FREE: Readonly<Record<string, RegExp>> = {
  // The hashes and sizes of files follow from what may differ inside.
  [MANIFEST]: /^\/(run_id|created_at|files\/\d+\/(bytes|sha256))$/,
  [tables.tasks.file]: /^\/(run_id|calls\/\d+\/duration_ms)$/,
  [tables.recordings.file]: /^\/duration_ms$/,
};
/** Where servers speak, who may tell the time. */
const SPOKEN: Readonly<Record<string, RegExp>> = {
  [tables.tasks.file]: /^\/calls\/\d+\/(result|observation)(\/|$)/,
  [tables.recordings.file]: /^\/response$/,
  [tables.trajectories.file]: /^\/messages\/\d+\/content$/,
};
/** What else may differ in a recording whose response differs: of that, `/response` tells. */
const HASHED = /^\/(duration_ms|id|sha256)$/;
const NOTHING = /(?!)/;

/** A bundle: its folder, and when it was made, in milliseconds since 1970. */
interface Made {
  readonly dir: string;
  readonly at: number;
}

type Same = (a: Json, b: Json, at: string) => boolean;
const identical: Same = (a, b) => a === b;

/** The innermost places at which two values differ. The order of keys counts: files shall be equal. */
function* placesOf(
  a: Json,
  b: Json,
  free: RegExp,
  same: Same,
  at = '',
): Generator<[string, string]> {
  if (free.test(at)) return;
  const keys = (value: Json): string[] | null =>
    Array.isArray(value) || isObject(value) ? Object.keys(value) : null;
  const [inA, inB] = [keys(a), keys(b)];
  if (inA === null || inB === null || Array.isArray(a) !== Array.isArray(b)) {
    if (!same(a, b, at)) yield [at, `${show(a)} and ${show(b)}`];
  } else if (JSON.stringify(inA) !== JSON.stringify(inB)) {
    yield [at, `the keys ${show(inA)} and ${show(inB)}`];
  } else {
    const of = (value: Json, key: string) => (value as { [key: string]: Json })[key] as Json;
    for (const key of inA)
      yield* placesOf(of(a, key), of(b, key), free, same, at + toPointer([key]));
  }
}

/** Rows of a table, and what may differ between them. */
function rowDifferences(a: Json, b: Json, file: string, same: Same): Generator<[string, string]> {
  const said = (row: Json) => (isObject(row) ? row.response : undefined);
  const hashed = file === tables.recordings.file && said(a) !== said(b);
  return placesOf(a, b, hashed ? HASHED : (FREE[file] ?? NOTHING), same);
}

async function* tableDifferences(a: Made, b: Made, file: string): AsyncGenerator<Difference> {
  const others = readLines(join(b.dir, file));
  const spoken = SPOKEN[file] ?? NOTHING;
  const same: Same = (one, other, at) =>
    one === other ||
    (typeof one === 'string' &&
      typeof other === 'string' &&
      spoken.test(at) &&
      withoutMoments(one, a.at) === withoutMoments(other, b.at));
  let line = 0;
  try {
    for await (const text of readLines(join(a.dir, file))) {
      line += 1;
      const other = await others.next();
      const place = `line ${line}`;
      if (other.done) return yield { file, place, message: 'stands in the first bundle alone' };
      const [row, otherRow] = [JSON.parse(text), JSON.parse(other.value)];
      for (const [at, message] of rowDifferences(row, otherRow, file, same))
        yield { file, place: `${place} ${at}`, message };
    }
    if (!(await others.next()).done)
      yield { file, place: `line ${line + 1}`, message: 'stands in the second bundle alone' };
  } finally {
    await others.return(undefined);
  }
}

/** The card names its run. */
const cardOf = async (dir: string, runId: string): Promise<string> =>
  (await readFile(join(dir, CARD), 'utf8')).replaceAll(`run \`${runId}\``, 'run');

async function* differences(a: string, b: string): AsyncGenerator<Difference> {
  const [inA, inB] = [(await readdir(a)).sort(), (await readdir(b)).sort()];
  for (const file of new Set([...inA, ...inB]))
    if (!inA.includes(file) || !inB.includes(file))
      yield { file, place: '', message: 'stands in one of the bundles alone' };
  const [manifestA, manifestB] = [await readManifest(a), await readManifest(b)];
  const free = FREE[MANIFEST] ?? NOTHING;
  for (const [place, message] of placesOf(manifestA as Json, manifestB as Json, free, identical))
    yield { file: MANIFEST, place, message };
  if ((await cardOf(a, manifestA.run_id)) !== (await cardOf(b, manifestB.run_id)))
    yield { file: CARD, place: '', message: 'differs' };
  const [madeA, madeB] = [
    { dir: a, at: Date.parse(manifestA.created_at) },
    { dir: b, at: Date.parse(manifestB.created_at) },
  ];
  for (const { file } of Object.values(tables)) yield* tableDifferences(madeA, madeB, file);
}

/**
 * Where two bundles differ, but for run id, durations and dates (those of the run itself, in what servers
 * said, too): nowhere, if they were made with the same
 * seed from the same servers and nothing disturbed the runs (their manifests say what did). A bundle that
 * cannot be read is a difference too. At most as many as a report of `verify` holds.
 */
export async function compareBundles(a: string, b: string): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  try {
    for await (const difference of differences(a, b)) {
      found.push(difference);
      if (found.length === MAX_MISMATCHES) break;
    }
  } catch (error) {
    found.push({ file: '', place: '', message: `cannot be compared: ${thrownMessage(error)}` });
  }
  return found;
}
