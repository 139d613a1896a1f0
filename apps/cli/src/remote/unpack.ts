import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { createTarDecoder } from 'modern-tar';

/** What a service sends is written to disk only within these bounds. */
const NAME = /^[A-Za-z0-9][\w.-]{0,99}$/;
const MOST_FILES = 64;
const MOST_BYTES = 8 * 1024 ** 3;

const refused = (what: string): Error =>
  new Error(`the bundle that the service sent is refused: ${what}`);

/** The file of an entry: it lies right in the one folder of the archive. Null for that folder itself. */
function fileOf(name: string, type: string | undefined, folder: string): string | null {
  const [top, file = '', ...deeper] = name.replace(/\/$/, '').split('/');
  if (top !== folder || deeper.length > 0) throw refused(`${name} lies outside of ${folder}/`);
  if (file === '' && type === 'directory') return null;
  if (type !== 'file' || !NAME.test(file)) throw refused(`${name} is not a plain file`);
  return file;
}

/**
 * Unpacks a bundle, a tar that was gzipped with one folder of this name, into a folder that exists and is
 * empty. Rejects for anything else in it.
 */
export async function unpackBundle(
  archive: ReadableStream<Uint8Array>,
  folder: string,
  into: string,
): Promise<void> {
  let bytes = 0;
  const seen = new Set<string>();
  const entries = archive
    .pipeThrough(new DecompressionStream('gzip') as TransformStream<Uint8Array, Uint8Array>)
    .pipeThrough(createTarDecoder({ strict: true }));
  for await (const { header, body } of entries) {
    const name = fileOf(header.name, header.type, folder);
    if (name === null) {
      await body.cancel();
      continue;
    }
    if (seen.size >= MOST_FILES) throw refused('it holds too many files');
    if (seen.has(name)) throw refused(`${name} stands in it twice`);
    seen.add(name);
    const file = await open(join(into, name), 'wx');
    try {
      for await (const chunk of body) {
        bytes += chunk.length;
        if (bytes > MOST_BYTES) throw refused('it is too large');
        await file.write(chunk);
      }
      await file.sync();
    } finally {
      await file.close();
    }
  }
  if (seen.size === 0) throw refused('it is empty');
}
