import type { Json } from '@firefly/domain/json';
import {
  ExplorationStatus,
  type PrismaClient,
  type Exploration as Row,
} from '../generated/client.ts';
import { fromNullable, fromText, toText } from '../text.ts';

/** One exploration of a wave: its plan and, once explored, its outcome. */
export interface Exploration {
  readonly wave: number;
  readonly index: number;
  readonly plan: Json;
  readonly status: ExplorationStatus;
  readonly outcome: Json | null;
  readonly durationMs: number | null;
}

/** Declared in the order in which an exploration goes through them. */
const statuses = Object.values(ExplorationStatus);
const before = (status: ExplorationStatus) => statuses.slice(0, statuses.indexOf(status));

const explorationOf = ({ runId: _, ...row }: Row): Exploration => ({
  ...row,
  plan: fromText(row.plan),
  outcome: fromNullable(row.outcome),
});

/** The explorations of each run. */
export function makeExplorations(prisma: PrismaClient) {
  return {
    /** One row a plan, with the plan's position as index; those that are there stay as they are. */
    async createMany(runId: string, wave: number, plans: readonly Json[]): Promise<void> {
      const data = plans.map((plan, index) => ({ runId, wave, index, plan: toText(plan) }));
      await prisma.exploration.createMany({ data, skipDuplicates: true });
    },
    async get(runId: string, wave: number, index: number): Promise<Exploration | null> {
      const where = { runId_wave_index: { runId, wave, index } };
      const row = await prisma.exploration.findUnique({ where });
      return row && explorationOf(row);
    },
    /** By index. */
    async list(runId: string, wave: number): Promise<Exploration[]> {
      const query = { where: { runId, wave }, orderBy: { index: 'asc' as const } };
      return (await prisma.exploration.findMany(query)).map(explorationOf);
    },
    /** Stores the outcome; no effect on one that was explored before. */
    async explored(
      runId: string,
      wave: number,
      index: number,
      outcome: Json,
      durationMs: number,
    ): Promise<void> {
      await prisma.exploration.updateMany({
        where: { runId, wave, index, status: 'planned' },
        data: { status: 'explored', outcome: toText(outcome), durationMs },
      });
    },
    /** Only forward: no effect on one that is as far, or further. */
    async setStatus(
      runId: string,
      wave: number,
      index: number,
      status: ExplorationStatus,
    ): Promise<void> {
      const where = { runId, wave, index, status: { in: before(status) } };
      await prisma.exploration.updateMany({ where, data: { status } });
    },
    /** How many of a wave have not reached the status. */
    countBelow: (runId: string, wave: number, status: ExplorationStatus): Promise<number> =>
      prisma.exploration.count({ where: { runId, wave, status: { in: before(status) } } }),
  };
}

export type Explorations = ReturnType<typeof makeExplorations>;
