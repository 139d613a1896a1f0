import type { Json } from '@firefly/domain/json';
import type { PrismaClient, Wave as Row, WaveStatus } from '../generated/client.ts';
import { fromText, toText } from '../text.ts';
import { appendEvents } from './run-events.ts';

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
    /** Closes a wave once, with the ids of the tasks it accepted. */
    async scored(runId: string, number: number, accepted: readonly string[]): Promise<void> {
      await prisma.$transaction(async (tx) => {
        const where = { runId, number, status: 'open' as const };
        const { count } = await tx.wave.updateMany({ where, data: { status: 'scored' } });
        const data = { wave: number, accepted: [...accepted] };
        if (count > 0) await appendEvents(tx, runId, [{ type: 'tasks', data }]);
      });
    },
  };
}

export type Waves = ReturnType<typeof makeWaves>;
