import type { Json } from '@firefly/domain/json';
import type { PrismaClient, Wave as Row, WaveStatus } from '../generated/client.ts';
import { fromText, toText } from '../text.ts';

/** One batch of explorations; `snapshot` is all that they see of the waves before. */
export interface Wave {
  readonly number: number;
  readonly status: WaveStatus;
  readonly snapshot: Json;
}

const waveOf = ({ number, status, snapshot }: Row): Wave => ({
  number,
  status,
  snapshot: fromText(snapshot),
});

/** The waves of each run. */
export function makeWaves(prisma: PrismaClient) {
  return {
    /** No effect if the wave exists: a snapshot is frozen. */
    async create(runId: string, number: number, snapshot: Json): Promise<void> {
      const data = { runId, number, snapshot: toText(snapshot) };
      await prisma.wave.createMany({ data, skipDuplicates: true });
    },
    async get(runId: string, number: number): Promise<Wave | null> {
      const where = { runId_number: { runId, number } };
      const row = await prisma.wave.findUnique({ where });
      return row && waveOf(row);
    },
    /** By number. */
    async list(runId: string): Promise<Wave[]> {
      const rows = await prisma.wave.findMany({ where: { runId }, orderBy: { number: 'asc' } });
      return rows.map(waveOf);
    },
    async scored(runId: string, number: number): Promise<void> {
      const where = { runId_number: { runId, number } };
      await prisma.wave.update({ where, data: { status: 'scored' } });
    },
  };
}

export type Waves = ReturnType<typeof makeWaves>;
