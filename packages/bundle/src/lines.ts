import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { BundleError } from './tables.ts';

/** Longest line that is written or read: what one row may take of memory. */
export const MAX_LINE_BYTES = 64 * 1024 * 1024;
const CHUNK_BYTES = 256 * 1024;

/** What a finished file holds, as the manifest states it. */
export interface WrittenFile {
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** Writes texts as lines, waits for the disk after each chunk, and syncs before it reports. */
export async function writeLines(
  path: string,
  lines: AsyncIterable<string> | Iterable<string>,
): Promise<WrittenFile> {
  const handle = await open(path, 'wx');
  const hash = createHash('sha256');
  let rows = 0;
  let bytes = 0;
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  const flush = async () => {
    const chunk = Buffer.concat(waiting);
    waiting = [];
    waitingBytes = 0;
    hash.update(chunk);
    bytes += chunk.length;
    // `writeFile` on a handle goes on after a partial write; `write` would not.
    await handle.writeFile(chunk);
  };
  try {
    for await (const text of lines) {
      const line = Buffer.from(`${text}\n`);
      if (line.length > MAX_LINE_BYTES)
        throw new BundleError(`${path}: row ${rows + 1} is longer than ${MAX_LINE_BYTES} bytes`);
      waiting.push(line);
      waitingBytes += line.length;
      rows += 1;
      if (waitingBytes >= CHUNK_BYTES) await flush();
    }
    await flush();
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { rows, bytes, sha256: hash.digest('hex') };
}

/**
 * The lines of a file as bytes are cut at `\n` alone: JSON texts may hold U+2028, at which line
 * readers of the platform cut too. A last line without its end is a line; bad UTF-8 is an error.
 */
export async function* readLines(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let parts: Buffer[] = [];
  let size = 0;
  let line = 1;
  const take = (last: Buffer): string => {
    const bytes = parts.length === 0 ? last : Buffer.concat([...parts, last]);
    parts = [];
    size = 0;
    line += 1;
    try {
      return decoder.decode(bytes);
    } catch {
      throw new BundleError(`line ${line - 1} is not UTF-8`);
    }
  };
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    let rest = chunk as Buffer;
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      yield take(rest.subarray(0, end));
      rest = rest.subarray(end + 1);
    }
    size += rest.length;
    if (size > MAX_LINE_BYTES)
      throw new BundleError(`line ${line} is longer than ${MAX_LINE_BYTES} bytes`);
    if (rest.length > 0) parts.push(rest);
  }
  if (parts.length > 0) yield take(Buffer.alloc(0));
}
