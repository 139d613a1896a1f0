import { SEEDS } from '../advisory-lock.ts';
import type { Prisma, PrismaClient } from '../generated/client.ts';

/** A file of a bundle: its name, and its bytes in order. */
export interface StoredFile {
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** A file as a list shows it. */
export interface FileSize {
  readonly name: string;
  readonly bytes: number;
}

/** A piece is held in memory as a whole. */
const MOST_PIECE = 1 << 20;
/** Writing a large bundle takes longer than any other transaction. */
const TRANSACTION = { timeout: 10 * 60_000, maxWait: 30_000 } as const;

async function* pieces(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let held: Uint8Array[] = [];
  let size = 0;
  let any = false;
  for await (const chunk of bytes) {
    held.push(chunk);
    size += chunk.length;
    if (size < MOST_PIECE) continue;
    yield Uint8Array.from(Buffer.concat(held));
    held = [];
    size = 0;
    any = true;
  }
  // An empty file is a file too.
  if (size > 0 || !any) yield Uint8Array.from(Buffer.concat(held));
}

/** Its run was cancelled, say, while the bundle was written: what was written of it goes. */
class NotRunning extends Error {}

/** Until the transaction ends, the run stays as it is. */
async function mustRun(tx: Prisma.TransactionClient, runId: string): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM runs WHERE id = ${runId} AND status = 'running' FOR SHARE`;
  if (rows.length === 0) throw new NotRunning();
}

/** The bundles of finished runs of the service, file by file. */
export function makeBundles(prisma: PrismaClient) {
  return {
    /**
     * All files or none; replaces what is there, one after the other. No effect on a run that is not
     * running by then.
     */
    async save(runId: string, files: readonly StoredFile[]): Promise<void> {
      const saved = prisma.$transaction(async (tx) => {
        await tx.$executeRaw`
          SELECT pg_advisory_xact_lock(hashtextextended(${runId}, ${SEEDS.bundle}::bigint))`;
        await tx.bundleFile.deleteMany({ where: { runId } });
        for (const { name, bytes } of files) {
          let part = 0;
          for await (const piece of pieces(bytes)) {
            await tx.bundleFile.create({ data: { runId, name, part, bytes: piece } });
            part += 1;
          }
        }
        // At the end, as it keeps everybody else from the row of the run.
        await mustRun(tx, runId);
      }, TRANSACTION);
      await saved.catch((error: unknown) => {
        if (!(error instanceof NotRunning)) throw error;
      });
    },
    /** By name; empty if there is no bundle. */
    files: (runId: string): Promise<FileSize[]> =>
      prisma.$queryRaw<FileSize[]>`
        SELECT name, sum(length(bytes))::float8 AS bytes FROM bundle_files
        WHERE run_id = ${runId} GROUP BY name ORDER BY name`,
    /** Whether there is a bundle. */
    has: async (runId: string): Promise<boolean> =>
      (await prisma.bundleFile.findFirst({ where: { runId }, select: { part: true } })) !== null,
    /** A piece of a file; null behind the last. */
    async piece(runId: string, name: string, part: number): Promise<Uint8Array | null> {
      const where = { runId_name_part: { runId, name, part } };
      return (await prisma.bundleFile.findUnique({ where }))?.bytes ?? null;
    },
  };
}

export type Bundles = ReturnType<typeof makeBundles>;
