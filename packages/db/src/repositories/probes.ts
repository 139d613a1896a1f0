import type { PrismaClient } from '../generated/client.ts';
import { fromText, toText } from '../text.ts';

/** What repeating a tool's call showed: the pointers whose values vary. Empty: none did. */
export interface Probe {
  readonly wave: number;
  readonly fingerprint: string;
  readonly varying: readonly string[];
}

/** The determinism probes of each run. */
export function makeProbes(prisma: PrismaClient) {
  return {
    /** A tool that this wave has probed keeps its first finding. */
    async save(runId: string, wave: number, rows: readonly Omit<Probe, 'wave'>[]): Promise<void> {
      const data = rows.map(({ fingerprint, varying }) => ({
        runId,
        wave,
        fingerprint,
        varying: toText(varying),
      }));
      await prisma.probe.createMany({ data, skipDuplicates: true });
    },
    /** Marks the wave as probed, rows or none. */
    async done(runId: string, wave: number): Promise<void> {
      await prisma.probedWave.createMany({ data: { runId, wave }, skipDuplicates: true });
    },
    async isDone(runId: string, wave: number): Promise<boolean> {
      return (await prisma.probedWave.count({ where: { runId, wave } })) > 0;
    },
    /** By wave, then fingerprint. */
    async list(runId: string): Promise<Probe[]> {
      const orderBy = [{ wave: 'asc' as const }, { fingerprint: 'asc' as const }];
      const rows = await prisma.probe.findMany({ where: { runId }, orderBy });
      return rows.map(({ runId: _, ...row }) => ({ ...row, varying: fromText(row.varying) }));
    },
  };
}

export type Probes = ReturnType<typeof makeProbes>;
