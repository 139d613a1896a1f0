import { chmod, copyFile, cp, link, readdir, readFile, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Manifest, manifest, type RecordingRow } from '@firefly/contracts/bundle';
import { type Fidelity, fidelity as fidelitySchema } from '@firefly/contracts/fidelity';
import { cardWithFidelity } from './fidelity/card-section.ts';
import { readLines, type WrittenFile, writeLines } from './lines.ts';
import { bundleKind, placeFolder, syncFolder } from './place.ts';
import { readManifest } from './reader.ts';
import { standingOf } from './standing.ts';
import { BundleError, CARD, checkRow, FIDELITY, MANIFEST, tables } from './tables.ts';
import { turnAt } from './turn.ts';

/** What a bundle gets beyond what its run wrote. */
export interface Amendment {
  /** Replaces an older measurement. */
  readonly fidelity?: Fidelity;
  /** Recordings to go behind those that there are; those that it holds already are left out. */
  readonly recordings?: AsyncIterable<RecordingRow> | Iterable<RecordingRow>;
}

const RECORDINGS = tables.recordings.file;

async function* withRecordings(
  path: string,
  more: NonNullable<Amendment['recordings']>,
): AsyncGenerator<string> {
  const known = new Set<string>();
  for await (const text of readLines(path)) {
    known.add((JSON.parse(text) as RecordingRow).id);
    yield text;
  }
  for await (const row of more) {
    const checked = checkRow('recordings', row);
    if (!checked.ok) throw new BundleError(`${RECORDINGS}, a new row: ${checked.reason}`);
    if (known.has(row.id)) continue;
    known.add(row.id);
    yield JSON.stringify(checked.row);
  }
}

/** The card with the rows that there are now, and what was measured. */
function amendedCard(card: string, rows: number | undefined, fidelity?: Fidelity): string {
  const counted =
    rows === undefined
      ? card
      : card.replace(/(?<=^\| `recordings\.jsonl` \| )\d+/m, () => String(rows));
  return fidelity === undefined ? counted : cardWithFidelity(counted, fidelity);
}

/** Takes over what is not written anew: linked where the file system can, so large files cost nothing. */
async function carry(from: string, to: string, written: ReadonlySet<string>): Promise<void> {
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (written.has(entry.name)) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isFile()) await link(source, target).catch(() => copyFile(source, target));
    else await cp(source, target, { recursive: true, verbatimSymlinks: true });
  }
}

/** The entries of the manifest with those that were written, new ones last. */
function entriesWith(
  files: Manifest['files'],
  written: ReadonlyMap<string, WrittenFile>,
): Manifest['files'] {
  const entry = (name: string, file: WrittenFile) => ({
    ...{ name, bytes: file.bytes, sha256: file.sha256 },
    rows: name === RECORDINGS ? file.rows : 0,
  });
  const fresh = [...written].filter(([name]) => !files.some((file) => file.name === name));
  return [
    ...files.map((file) => {
      const now = written.get(file.name);
      return now === undefined ? file : entry(file.name, now);
    }),
    ...fresh.map(([name, file]) => entry(name, file)),
  ];
}

async function fill(dir: string, temp: string, amendment: Amendment): Promise<void> {
  const old = await readManifest(dir);
  const written = new Map<string, WrittenFile>();
  const write = async (name: string, lines: Parameters<typeof writeLines>[1]) => {
    written.set(name, await writeLines(join(temp, name), lines));
  };
  const { fidelity, recordings } = amendment;
  if (recordings) await write(RECORDINGS, withRecordings(join(dir, RECORDINGS), recordings));
  if (fidelity) await write(FIDELITY, [JSON.stringify(fidelitySchema.parse(fidelity), null, 2)]);
  const rows = written.get(RECORDINGS)?.rows;
  const card = await readFile(join(dir, CARD), 'utf8');
  // The writer of lines ends the last one.
  await write(CARD, [amendedCard(card, rows, fidelity).replace(/\n$/, '')]);
  const text = manifest.parse({
    ...old,
    counts: { ...old.counts, recordings: rows ?? old.counts.recordings },
    files: entriesWith(old.files, written),
  } satisfies Manifest);
  await writeLines(join(temp, MANIFEST), [JSON.stringify(text, null, 2)]);
  await carry(dir, temp, new Set([...written.keys(), MANIFEST]));
}

/** Another bundle took the place of the one that was being amended: it stays, and nothing was written. */
export class BundleChanged extends BundleError {}

/**
 * Amends a bundle where it stands, whole or not at all: what is new is written to a folder beside it, with
 * a right manifest and card and everything else as it was, which is then renamed into its place. Those who
 * amend one bundle at once take turns. Throws
 * `BundleError` where there is no bundle, or for a row that is none; `BundleChanged` where it was amended or
 * replaced meanwhile.
 */
export async function amendBundle(dir: string, amendment: Amendment): Promise<void> {
  const target = await realpath(resolve(dir)).catch(() => resolve(dir));
  await using _turn = await turnAt(target);
  const placement = await placeFolder(target, bundleKind);
  try {
    if (!placement.replaces) throw new BundleError(`${dir} is not a bundle`);
    const before = await standingOf(dir);
    await fill(dir, placement.temp, amendment);
    // As in a bundle that is written whole.
    await chmod(placement.temp, 0o777 & ~process.umask());
    await syncFolder(placement.temp);
    if ((await standingOf(dir).catch(() => '')) !== before)
      throw new BundleChanged(`${dir} was changed by another program meanwhile: try again`);
    await placement.commit();
  } catch (error) {
    await placement.discard();
    throw error;
  }
}
