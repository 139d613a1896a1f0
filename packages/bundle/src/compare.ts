import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json } from '@firefly/domain/json';
import { COST_BEGIN, COST_END } from './card-models.ts';
import { placesOf } from './compare/places.ts';
import { recordingDifferences } from './compare/recordings.ts';
import { readLines } from './lines.ts';
import { readFidelity, readManifest } from './reader.ts';
import { CARD, FIDELITY, MANIFEST, tableNames, tables } from './tables.ts';
import { MAX_MISMATCHES, type Mismatch, thrownMessage } from './verify/findings.ts';

/** What two bundles do not have in common. `place` is a JSON Pointer, or a line of a table and one. */
export type Difference = Omit<Mismatch, 'task'>;

const RECORDINGS = tableNames.indexOf('recordings');
/** What may differ between the bundles of two equal runs (rule 2.12), by file: who ran, when, how long. */
const FREE: Readonly<Record<string, RegExp>> = {
  // What follows from what may differ in the files: their hashes and sizes, and how many recordings a
  // server whose clock counts seconds makes of its answers. And what models cost, which is a matter of
  // what a provider's cache and earlier runs held: not what they said.
  [MANIFEST]: new RegExp(
    `^/(run_id|created_at|counts/recordings|files/${RECORDINGS}/rows|files/\\d+/(bytes|sha256)|ledger/.+)$`,
  ),
  [tables.tasks.file]: /^\/(run_id|calls\/\d+\/duration_ms)$/,
};
const NOTHING = /(?!)/;

async function* tableDifferences(a: string, b: string, file: string): AsyncGenerator<Difference> {
  const others = readLines(join(b, file));
  let line = 0;
  try {
    for await (const text of readLines(join(a, file))) {
      line += 1;
      const other = await others.next();
      const place = `line ${line}`;
      if (other.done) return yield { file, place, message: 'stands in the first bundle alone' };
      const [row, otherRow] = [JSON.parse(text), JSON.parse(other.value)];
      for (const [at, message] of placesOf(row, otherRow, FREE[file] ?? NOTHING))
        yield { file, place: `${place} ${at}`, message };
    }
    if (!(await others.next()).done)
      yield { file, place: `line ${line + 1}`, message: 'stands in the second bundle alone' };
  } finally {
    await others.return(undefined);
  }
}

/** A card without its table of costs, which stands in the manifest, too. */
function withoutCost(card: string): string {
  const begin = card.lastIndexOf(`\n${COST_BEGIN}`);
  const end = card.indexOf(COST_END, begin);
  return begin < 0 || end < 0 ? card : card.slice(0, begin) + card.slice(end);
}

/** A card without what may differ: it names its run, counts its recordings and says what models cost. */
const cardOf = async (dir: string, runId: string): Promise<string> =>
  withoutCost(await readFile(join(dir, CARD), 'utf8'))
    .replaceAll(`run \`${runId}\``, 'run')
    .replace(/(?<=^\| `recordings\.jsonl` \| )\d+/m, 'some');

async function* differences(a: string, b: string): AsyncGenerator<Difference> {
  const [inA, inB] = [(await readdir(a)).sort(), (await readdir(b)).sort()];
  for (const file of new Set([...inA, ...inB]))
    if (!inA.includes(file) || !inB.includes(file))
      yield { file, place: '', message: 'stands in one of the bundles alone' };
  const [manifestA, manifestB] = [await readManifest(a), await readManifest(b)];
  const free = FREE[MANIFEST] ?? NOTHING;
  for (const [place, message] of placesOf(manifestA as Json, manifestB as Json, free))
    yield { file: MANIFEST, place, message };
  if ((await cardOf(a, manifestA.run_id)) !== (await cardOf(b, manifestB.run_id)))
    yield { file: CARD, place: '', message: 'differs' };
  const [measuredA, measuredB] = [await readFidelity(a), await readFidelity(b)];
  if (measuredA && measuredB)
    for (const [place, message] of placesOf(measuredA as Json, measuredB as Json, NOTHING))
      yield { file: FIDELITY, place, message };
  const [madeA, madeB] = [
    { dir: a, at: Date.parse(manifestA.created_at) },
    { dir: b, at: Date.parse(manifestB.created_at) },
  ];
  for (const table of tableNames) {
    const { file } = tables[table];
    if (table !== 'recordings') yield* tableDifferences(a, b, file);
    else
      for await (const [place, message] of recordingDifferences(madeA, madeB))
        yield { file, place, message };
  }
}

/**
 * Where two bundles differ, but for run id, durations and dates: nowhere, if they were made with the same
 * seed from the same servers and nothing disturbed the runs (their manifests say what did). Dates are those
 * of the run itself, in what servers answered too, if no task uses the answer: up to 24 hours before the
 * bundle was made, so a run that was stopped for longer and gone on with may differ. A task over an answer
 * that tells the time has another id, and differs. A bundle that cannot be read is a difference too. At most
 * as many as a report of `verify` holds.
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
