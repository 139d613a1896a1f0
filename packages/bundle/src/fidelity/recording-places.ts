import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordingRow } from '@firefly/contracts/bundle';
import type { TierSource } from '@firefly/domain/simulation/tiers';
import type { TierRecording } from '@firefly/domain/simulation/tool-index';
import { readLines } from '../lines.ts';
import { BundleError, checkRow, tables } from '../tables.ts';

/** Where rows stand in a file: pairs of offset and length, in bytes. */
type Places = number[];

/** The recordings of a bundle by tool, on disk: what is in memory is where they stand. */
export interface RecordingPlaces extends AsyncDisposable {
  /** Those of one tool, in the order of the file; undefined if there are none. */
  of(tool: { readonly server: string; readonly fingerprint: string }): ToolRecordings | undefined;
}

export interface ToolRecordings extends TierSource {
  readonly count: number;
}

const keyOf = ({ server, fingerprint }: { server: string; fingerprint: string }): string =>
  JSON.stringify([server, fingerprint]);

function rowOf(text: string, line: number): RecordingRow {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BundleError(`${tables.recordings.file} line ${line}: not JSON`);
  }
  const checked = checkRow('recordings', value);
  if (!checked.ok)
    throw new BundleError(`${tables.recordings.file} line ${line}: ${checked.reason}`);
  return checked.row;
}

async function placesIn(path: string): Promise<Map<string, Places>> {
  const places = new Map<string, Places>();
  let line = 0;
  let offset = 0;
  for await (const text of readLines(path)) {
    line += 1;
    const length = Buffer.byteLength(text);
    const key = keyOf(rowOf(text, line));
    const known = places.get(key);
    if (known) known.push(offset, length);
    else places.set(key, [offset, length]);
    offset += length + 1;
  }
  return places;
}

async function rowAt(file: FileHandle, places: Places, at: number): Promise<TierRecording> {
  const [offset, length] = [places[2 * at], places[2 * at + 1]];
  if (offset === undefined || length === undefined) throw new RangeError(`no recording ${at}`);
  const { buffer } = await file.read({ buffer: Buffer.alloc(length), position: offset });
  // It was checked when its place was noted.
  const row = JSON.parse(buffer.toString('utf8')) as RecordingRow;
  const { id, kind, response, failure, state_key } = row;
  return { id, kind, response, succeeded: failure === null, arguments: row.arguments, state_key };
}

/** Reads the recordings of a bundle through once. Throws `BundleError` at a bad row. */
export async function openRecordings(dir: string): Promise<RecordingPlaces> {
  const path = join(dir, tables.recordings.file);
  const all = await placesIn(path);
  const file = await open(path);
  return {
    of(tool) {
      const places = all.get(keyOf(tool));
      if (places === undefined) return undefined;
      const count = places.length / 2;
      return {
        count,
        read: (at) => rowAt(file, places, at),
        async *recordings() {
          for (let at = 0; at < count; at += 1) yield await rowAt(file, places, at);
        },
      };
    },
    [Symbol.asyncDispose]: () => file.close(),
  };
}
