import type { CheckResult, TaskDraft, Verdict } from '@firefly/domain/dataset/task';
import type { Json } from '@firefly/domain/json';
import type { Opinion } from '@firefly/domain/judging/opinions/opinion';
import type {
  CandidateStatus,
  Prisma,
  PrismaClient,
  Candidate as Row,
} from '../generated/client.ts';
import { fromNullable, fromText, plain, toText } from '../text.ts';

/** A candidate as `synthesize` writes it. */
export interface NewCandidate {
  readonly taskId: string;
  readonly draft: TaskDraft;
  /** The frame that asked the question. */
  readonly frame: string;
}

/** A drafted task on its way to a verdict. */
export interface Candidate extends NewCandidate {
  readonly wave: number;
  readonly index: number;
  readonly ordinal: number;
  readonly prompt: string;
  readonly signature: string;
  readonly checks: readonly CheckResult[];
  readonly replay: Json | null;
  /** What models think of it, once they were asked. */
  readonly judges: readonly Opinion[];
  /** How a model solves it: what `solve` wrote. */
  readonly rollouts: Json | null;
  readonly status: CandidateStatus;
  readonly verdict: Verdict | null;
}

/** What is there to filter and count by is no part of a candidate: it stands in the draft and the checks. */
type Plain = Omit<Row, 'runId' | 'servers' | 'tools' | 'difficulty' | 'passed' | 'failing'>;
export const unneeded = {
  ...{ runId: true, servers: true, tools: true, difficulty: true, passed: true, failing: true },
} as const;

/** A candidate as its row says. */
export const candidateOf = (row: Plain): Candidate => {
  const draft = fromText<TaskDraft>(row.draft);
  return {
    ...row,
    draft,
    prompt: draft.prompt,
    signature: draft.signature,
    checks: fromText(row.checks),
    replay: fromNullable(row.replay),
    judges: fromNullable<Opinion[]>(row.judges) ?? [],
    rollouts: fromNullable(row.rollouts),
    verdict: fromNullable(row.verdict),
  };
};

const outcomeOf = (checks: readonly CheckResult[]) => {
  const failing = checks.find((check) => !check.passed)?.name ?? null;
  return { failing, passed: failing === null };
};

/** The candidates of each run. */
export function makeCandidates(prisma: PrismaClient) {
  /** Writes one stage's result; the status changes only from one of `from`. */
  const advance = async (
    id: { runId: string; wave: number; index: number; ordinal: number },
    data: Prisma.CandidateUpdateInput,
    status: CandidateStatus,
    from: CandidateStatus[],
  ) => {
    const where = { runId_wave_index_ordinal: id };
    await prisma.$transaction([
      prisma.candidate.update({ where, data }),
      prisma.candidate.updateMany({ where: { ...id, status: { in: from } }, data: { status } }),
    ]);
  };
  return {
    /** One row a draft, with its position as ordinal; those that are there stay as they are. */
    async saveDrafts(
      runId: string,
      wave: number,
      index: number,
      rows: readonly NewCandidate[],
    ): Promise<void> {
      const data = rows.map(({ taskId, draft, frame }, ordinal) => ({
        ...{ runId, wave, index, ordinal, taskId },
        prompt: plain(draft.prompt),
        signature: plain(draft.signature),
        frame: plain(frame),
        draft: toText(draft),
        servers: draft.servers.map(plain),
        tools: draft.needed_tools.map(plain),
        difficulty: draft.difficulty.level,
      }));
      await prisma.candidate.createMany({ data, skipDuplicates: true });
    },
    /** By wave, index and ordinal. */
    async list(
      runId: string,
      filter: { readonly wave?: number; readonly status?: CandidateStatus } = {},
    ): Promise<Candidate[]> {
      const orderBy = (['wave', 'index', 'ordinal'] as const).map((name) => ({
        [name]: 'asc' as const,
      }));
      const rows = await prisma.candidate.findMany({
        where: { runId, ...filter },
        orderBy,
        omit: unneeded,
      });
      return rows.map(candidateOf);
    },
    count: (runId: string, status: CandidateStatus): Promise<number> =>
      prisma.candidate.count({ where: { runId, status } }),
    /** What `judge` found; the candidate is then judged. */
    saveChecks: (
      runId: string,
      wave: number,
      index: number,
      ordinal: number,
      checks: readonly CheckResult[],
      judges: readonly Opinion[] = [],
    ): Promise<void> =>
      advance(
        { runId, wave, index, ordinal },
        {
          checks: toText(checks),
          ...outcomeOf(checks),
          ...(judges.length === 0 ? {} : { judges: toText(judges) }),
        },
        'judged',
        ['drafted'],
      ),
    /** What `solve` found; the candidate is then solved. */
    saveReplay: (
      runId: string,
      wave: number,
      index: number,
      ordinal: number,
      replay: Json,
      rollouts?: Json,
    ): Promise<void> =>
      advance(
        { runId, wave, index, ordinal },
        {
          replay: toText(replay),
          ...(rollouts === undefined ? {} : { rollouts: toText(rollouts) }),
        },
        'solved',
        ['drafted', 'judged'],
      ),
    /** The end of candidates, of all or of none; a later verdict replaces an earlier one. */
    async saveVerdicts(
      runId: string,
      rows: readonly {
        readonly wave: number;
        readonly index: number;
        readonly ordinal: number;
        readonly verdict: Verdict;
      }[],
    ): Promise<void> {
      await prisma.$transaction(
        rows.map(({ wave, index, ordinal, verdict }) =>
          prisma.candidate.update({
            where: { runId_wave_index_ordinal: { runId, wave, index, ordinal } },
            data: {
              verdict: toText(verdict),
              status: verdict.accepted ? 'accepted' : 'rejected',
              // It may have passed what `judge` looks at, and failed since.
              failing: outcomeOf(verdict.checks).failing,
            },
          }),
        ),
      );
    },
  };
}

export type Candidates = ReturnType<typeof makeCandidates>;
