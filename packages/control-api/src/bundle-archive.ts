import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { Bundles, FileSize } from '@firefly/db/repositories/bundles';
import { createTarPacker } from 'modern-tar';
import { Problem } from './problem.ts';

type Pieces = Pick<Bundles, 'piece'>;

/**
 * The bytes of a file of a bundle, a piece at a time, as fast as they are taken. Throws a `Problem` if
 * the run is removed meanwhile: a file that is cut off must not look like a whole one.
 */
export async function* bytesOf(
  bundles: Pieces,
  runId: string,
  { name, bytes }: FileSize,
): AsyncGenerator<Uint8Array> {
  let left = bytes;
  for (let part = 0; left > 0; part += 1) {
    const piece = await bundles.piece(runId, name, part);
    if (piece === null || piece.length > left)
      throw new Problem(409, `Run ${runId} was removed while ${name} of its bundle was read.`);
    left -= piece.length;
    yield piece;
  }
}

/** What an archive is made of. */
export interface Archive {
  readonly runId: string;
  readonly files: readonly FileSize[];
  /** The time that every file of it bears. */
  readonly at: Date;
}

/**
 * A bundle as a gzipped tar archive of one folder, which is named after its run. Read as fast as it is
 * taken: a few pieces are held at a time, however large it is. Destroying it reads no further.
 */
export function archiveOf(bundles: Pieces, { runId, files, at }: Archive): Readable {
  const { readable, controller } = createTarPacker();
  const fill = async (): Promise<void> => {
    for (const file of files) {
      const { name, bytes } = file;
      const entry = controller.add({
        name: `${runId}/${name}`,
        size: bytes,
        mtime: at,
        mode: 0o644,
      });
      const writer = entry.getWriter();
      // Whoever goes away makes the next write fail, and that is told below.
      writer.closed.catch(() => {});
      for await (const piece of bytesOf(bundles, runId, file)) await writer.write(piece);
      await writer.close();
    }
    controller.finalize();
  };
  void fill().catch((error: unknown) => controller.error(error));
  // What fails on the way destroys both ends; who reads hears of it.
  return pipeline(Readable.fromWeb(readable as never), createGzip(), () => {});
}
