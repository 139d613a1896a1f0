import { isUtf8 } from 'node:buffer';
import { readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { MAX_LINE_BYTES } from './lines.ts';
import { BundleError } from './tables.ts';

/** Read at once; between two pieces others get their turn. */
const PIECE_BYTES = 512 * 1024;

/** Where a row stands: the place of its first byte, and how many they are. */
export interface Place {
  readonly start: number;
  readonly bytes: number;
}

/** A file of JSON lines that stays open: all its rows once, in order, and then single ones. */
export interface LineFile {
  /**
   * Shows every line to `look` without holding more than a piece of the file: the bytes are good until
   * `look` returns. Rejects with a `BundleError` that names the line that cannot be read, or at which
   * `look` throws.
   */
  each(look: (line: Buffer, place: Place) => void): Promise<void>;
  /** Reads in place: a file that was just walked through is in the memory of the system. */
  row(place: Place): unknown;
  close(): Promise<void>;
}

const message = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** The row of a line. Throws where it is none. */
export function parseLine(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw new BundleError('is not UTF-8');
  return JSON.parse(bytes.toString('utf8'));
}

/** The lines of a file, piece by piece. */
async function* linesOf(handle: FileHandle): AsyncGenerator<readonly [Buffer, Place][]> {
  let buffer = Buffer.allocUnsafe(2 * PIECE_BYTES);
  // Of the buffer so many bytes are the beginning of a line; the first of them stands at `start`.
  let rest = 0;
  for (let start = 0; ; ) {
    if (buffer.length - rest < PIECE_BYTES) {
      const larger = Buffer.allocUnsafe(2 * buffer.length);
      buffer.copy(larger, 0, 0, rest);
      buffer = larger;
    }
    const { bytesRead } = await handle.read(buffer, rest, PIECE_BYTES, start + rest);
    const piece = buffer.subarray(0, rest + bytesRead);
    const lines: [Buffer, Place][] = [];
    let from = 0;
    for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, from)) {
      lines.push([piece.subarray(from, end), { start: start + from, bytes: end - from }]);
      from = end + 1;
    }
    const last = piece.subarray(from);
    if (bytesRead === 0 && last.length > 0)
      lines.push([last, { start: start + from, bytes: last.length }]);
    yield lines;
    if (bytesRead === 0) return;
    if (last.length > MAX_LINE_BYTES)
      throw new BundleError(`is longer than ${MAX_LINE_BYTES} bytes`);
    buffer.copyWithin(0, from, piece.length);
    rest = last.length;
    start += from;
  }
}

function readRow(handle: FileHandle, { start, bytes }: Place): unknown {
  const buffer = Buffer.allocUnsafe(bytes);
  for (let read = 0; read < bytes; ) {
    const got = readSync(handle.fd, buffer, read, bytes - read, start + read);
    if (got === 0) throw new BundleError('a file of the bundle became shorter since it was read');
    read += got;
  }
  return JSON.parse(buffer.toString('utf8'));
}

/** Opens a file of JSON lines. Rejects with a `BundleError` that names it. */
export async function openLineFile(path: string): Promise<LineFile> {
  const name = basename(path);
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw new BundleError(`${name} line 1: ${message(error)}`);
  });
  return {
    async each(look) {
      let line = 1;
      try {
        for await (const lines of linesOf(handle))
          for (const [bytes, place] of lines) {
            look(bytes, place);
            line += 1;
          }
      } catch (error) {
        throw new BundleError(`${name} line ${line}: ${message(error)}`);
      }
    },
    row: (place) => readRow(handle, place),
    close: () => handle.close(),
  };
}
