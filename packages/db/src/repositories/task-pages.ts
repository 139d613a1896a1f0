import type { CandidateStatus } from '../generated/client.ts';
import { Prisma, type PrismaClient } from '../generated/client.ts';
import { plain } from '../text.ts';
import { type Candidate, candidateOf, unneeded } from './candidates.ts';

/** A candidate as a list shows it: no draft is read for it. */
export interface TaskRow {
  readonly runId: string;
  readonly wave: number;
  readonly index: number;
  readonly ordinal: number;
  readonly taskId: string;
  readonly prompt: string;
  readonly servers: readonly string[];
  readonly tools: readonly string[];
  readonly difficulty: string;
  readonly status: CandidateStatus;
  readonly failing: string | null;
  readonly frame: string;
}

/** Where a candidate stands among all. */
export type TaskPlace = Pick<TaskRow, 'runId' | 'wave' | 'index' | 'ordinal'>;

/** Which candidates; `run` undefined: of all runs. */
export interface TaskFilter {
  readonly run?: string | undefined;
  readonly server?: string | undefined;
  readonly tool?: string | undefined;
  readonly difficulty?: string | undefined;
  readonly statuses?: readonly CandidateStatus[] | undefined;
  /** Stands in the prompt, in any case. */
  readonly text?: string | undefined;
  readonly after?: TaskPlace | undefined;
  readonly limit: number;
}

const columns = Prisma.sql`run_id AS "runId", wave, "index", ordinal, task_id AS "taskId", prompt,
  servers, tools, difficulty, status::text AS status, failing, frame`;

/** Conditions of a filter. The text is looked for as it is: nothing in it is a pattern. */
function conditions({ run, server, tool, difficulty, statuses, text }: TaskFilter): Prisma.Sql[] {
  const said = [
    run === undefined ? undefined : Prisma.sql`run_id = ${run}`,
    server === undefined ? undefined : Prisma.sql`${plain(server)} = ANY(servers)`,
    tool === undefined ? undefined : Prisma.sql`${plain(tool)} = ANY(tools)`,
    difficulty === undefined ? undefined : Prisma.sql`difficulty = ${difficulty}`,
    statuses === undefined
      ? undefined
      : Prisma.sql`status = ANY(${[...statuses]}::candidate_status[])`,
    text === undefined
      ? undefined
      : Prisma.sql`strpos(lower(prompt), lower(${plain(text)}::text)) > 0`,
  ];
  return said.filter((condition) => condition !== undefined);
}

/** The candidates of runs for those who look at them. */
export function makeTaskPages(prisma: PrismaClient) {
  /**
   * Of one run in the order they were explored; of all runs the other way round, the run with the
   * last id first: both are orders of the primary key, so a page is read and no more.
   */
  const page = async (filter: TaskFilter): Promise<TaskRow[]> => {
    const forward = filter.run !== undefined;
    const order = forward ? Prisma.sql`ASC` : Prisma.sql`DESC`;
    const { after } = filter;
    const behind = after && [
      Prisma.sql`(run_id, wave, "index", ordinal) ${forward ? Prisma.sql`>` : Prisma.sql`<`}
        (${after.runId}, ${after.wave}::int, ${after.index}::int, ${after.ordinal}::int)`,
    ];
    const all = [Prisma.sql`true`, ...conditions(filter), ...(behind ?? [])];
    return prisma.$queryRaw<TaskRow[]>`
      SELECT ${columns} FROM candidates WHERE ${Prisma.join(all, ' AND ')}
      ORDER BY run_id ${order}, wave ${order}, "index" ${order}, ordinal ${order}
      LIMIT ${filter.limit}`;
  };
  return {
    page,
    /** The task of an id; of several candidates that came to the same, an accepted one, else the first. */
    async find(runId: string, taskId: string): Promise<Candidate | null> {
      const orderBy = (['wave', 'index', 'ordinal'] as const).map((name) => ({
        [name]: 'asc' as const,
      }));
      const where = { runId, taskId };
      const options = { orderBy, omit: unneeded };
      const row =
        (await prisma.candidate.findFirst({
          where: { ...where, status: 'accepted' },
          ...options,
        })) ?? (await prisma.candidate.findFirst({ where, ...options }));
      return row && candidateOf(row);
    },
    /** Accepted candidates in full, in the order they were explored, those behind `after`. */
    async accepted(
      runId: string,
      after: Omit<TaskPlace, 'runId'> | undefined,
      most: number,
    ): Promise<Candidate[]> {
      const places = await page({
        run: runId,
        statuses: ['accepted'],
        limit: most,
        after: after && { runId, ...after },
      });
      if (places.length === 0) return [];
      const rows = await prisma.candidate.findMany({
        where: {
          OR: places.map(({ wave, index, ordinal }) => ({ runId, wave, index, ordinal })),
        },
        orderBy: [{ wave: 'asc' }, { index: 'asc' }, { ordinal: 'asc' }],
        omit: unneeded,
      });
      return rows.map(candidateOf);
    },
  };
}

export type TaskPages = ReturnType<typeof makeTaskPages>;
