import { join } from 'node:path';
import type { RecordingRow } from '@firefly/contracts/bundle';
import { toolKey } from '@firefly/domain/catalog/tool';
import type { TierSource } from '@firefly/domain/simulation/tiers';
import type { TierRecording } from '@firefly/domain/simulation/tool-index';
import { type LineFile, openLineFile, type Place, parseLine } from '../line-file.ts';
import { BundleError, checkRow, tables } from '../tables.ts';

/** The recordings of a bundle by tool, on disk: what is in memory is where they stand. */
export interface RecordingPlaces extends AsyncDisposable {
  /** Those of one tool, in the order of the file; undefined if there are none. */
  of(tool: { readonly server: string; readonly fingerprint: string }): ToolRecordings | undefined;
}

export interface ToolRecordings extends TierSource {
  readonly count: number;
}

function checked(line: Buffer): RecordingRow {
  let value: unknown;
  try {
    value = parseLine(line);
  } catch (error) {
    throw error instanceof BundleError ? error : new BundleError('not JSON');
  }
  const row = checkRow('recordings', value);
  if (!row.ok) throw new BundleError(row.reason);
  return row.row;
}

function recordingAt(file: LineFile, places: readonly Place[], at: number): TierRecording {
  const place = places[at];
  if (place === undefined) throw new RangeError(`no recording ${at}`);
  // It was checked when its place was noted.
  const row = file.row(place) as RecordingRow;
  const { id, kind, response, failure, state_key } = row;
  return { id, kind, response, succeeded: failure === null, arguments: row.arguments, state_key };
}

/** Reads the recordings of a bundle through once. Throws `BundleError` at a bad row. */
export async function openRecordings(dir: string): Promise<RecordingPlaces> {
  const file = await openLineFile(join(dir, tables.recordings.file));
  const all = new Map<string, Place[]>();
  try {
    await file.each((line, place) => {
      const key = toolKey(checked(line));
      const known = all.get(key);
      if (known) known.push(place);
      else all.set(key, [place]);
    });
  } catch (error) {
    await file.close();
    throw error;
  }
  return {
    of(tool) {
      const places = all.get(toolKey(tool));
      if (places === undefined) return undefined;
      return {
        count: places.length,
        read: (at) => recordingAt(file, places, at),
        *recordings() {
          for (const at of places.keys()) yield recordingAt(file, places, at);
        },
      };
    },
    [Symbol.asyncDispose]: () => file.close(),
  };
}
