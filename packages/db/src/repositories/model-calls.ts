import { randomBytes } from 'node:crypto';
import type { ModelReply, ModelStage, ModelUsage, PromptStamp } from '@firefly/contracts/model';
import { modelReply } from '@firefly/contracts/model';
import type { PrismaClient } from '../generated/client.ts';
import { fromText, toText } from '../text.ts';

/** What is asked of a model, before it is. */
export interface NewModelCall {
  readonly runId: string;
  /** What asks: `explore/0/3`, `write/0/3`. */
  readonly owner: string;
  /** The how-manieth request of this owner. */
  readonly ordinal: number;
  readonly stage: ModelStage;
  readonly model: string;
  readonly prompt: PromptStamp;
  readonly requestHash: string;
}

/** What a model was asked. `reply` is null while it is asked, and where that was cut off. */
export interface ModelCallRow extends NewModelCall {
  readonly reply: ModelReply | null;
  readonly dollars: number | null;
  /** Known from an earlier run: nothing was paid. */
  readonly remembered: boolean;
  /** It was under way at a crash, and may have been paid for twice. */
  readonly uncertain: boolean;
}

/** What some requests came to. */
export interface ModelSpending extends ModelUsage {
  readonly requests: number;
  /** Of the tokens, those that the provider did not count. */
  readonly estimated: number;
  /** Of the requests whose model has a price. */
  readonly dollars: number;
  /** Requests whose model has none. */
  readonly unpriced: number;
}

/** The spending of one stage with one model. */
export interface LedgerRow extends ModelSpending {
  readonly stage: ModelStage;
  readonly model: string;
  /** Beside the requests: those that an earlier run had paid for. */
  readonly remembered: number;
}

const sums = {
  input: true,
  cached: true,
  written: true,
  output: true,
  estimated: true,
  dollars: true,
} as const;
const counts = { _all: true, dollars: true } as const;

/** What Postgres added up. A sum over nothing is null there. */
interface Added {
  readonly _sum: { readonly [K in keyof typeof sums]: number | null };
  readonly _count: { readonly [K in keyof typeof counts]: number };
}

const spendingOf = ({ _sum, _count }: Added): ModelSpending => ({
  ...{ input: _sum.input ?? 0, cached: _sum.cached ?? 0, written: _sum.written ?? 0 },
  ...{ output: _sum.output ?? 0, dollars: _sum.dollars ?? 0, requests: _count._all },
  estimated: _sum.estimated ?? 0,
  unpriced: _count._all - _count.dollars,
});

const NOTHING: ModelSpending = {
  ...{ input: 0, cached: 0, written: 0, output: 0 },
  ...{ dollars: 0, requests: 0, estimated: 0, unpriced: 0 },
};

type Stored = Awaited<ReturnType<PrismaClient['modelCall']['findMany']>>[number];

const rowOf = ({ stage, prompt, reply, ...row }: Stored): ModelCallRow => ({
  ...{ runId: row.runId, owner: row.owner, ordinal: row.ordinal, model: row.model },
  ...{ requestHash: row.requestHash, dollars: row.dollars },
  ...{ remembered: row.remembered, uncertain: row.uncertain },
  stage: stage as ModelStage,
  prompt: fromText<PromptStamp>(prompt),
  reply: reply === null ? null : modelReply.parse(JSON.parse(reply)),
});

/** Replies of models, each an event that is appended once and never asked for again. */
export function makeModelCalls(prisma: PrismaClient) {
  const orderBy = [{ owner: 'asc' as const }, { ordinal: 'asc' as const }];
  const at = ({ runId, owner, ordinal }: Pick<NewModelCall, 'runId' | 'owner' | 'ordinal'>) => ({
    ...{ runId, owner, ordinal },
  });
  return {
    /**
     * Notes that a model is about to be asked, and gives the row that is there: with a reply if it was
     * answered before; marked uncertain if it was asked before and no reply came to be kept.
     */
    async begin(call: NewModelCall): Promise<ModelCallRow> {
      const data = { ...call, prompt: toText(call.prompt) };
      const { count } = await prisma.modelCall.createMany({ data, skipDuplicates: true });
      if (count === 0)
        await prisma.modelCall.updateMany({
          where: { ...at(call), reply: null },
          data: { uncertain: true, requestHash: call.requestHash, model: call.model },
        });
      return rowOf(
        await prisma.modelCall.findUniqueOrThrow({
          where: { runId_owner_ordinal: at(call) },
        }),
      );
    },
    /**
     * Keeps a reply with what it cost, unless one is kept already. Gives the one that is kept. `usage` is
     * what it took where its provider did not count all of that.
     */
    async finish(
      call: Pick<NewModelCall, 'runId' | 'owner' | 'ordinal'>,
      reply: ModelReply,
      {
        usage = reply.usage,
        ...cost
      }: {
        readonly dollars: number | null;
        readonly durationMs?: number;
        readonly remembered?: boolean;
        readonly usage?: ModelUsage;
        readonly estimated?: number;
      },
    ): Promise<ModelReply> {
      const text = toText(reply);
      const { count } = await prisma.modelCall.updateMany({
        where: { ...at(call), reply: null },
        data: { ...usage, ...cost, reply: text },
      });
      const where = { runId_owner_ordinal: at(call) };
      const row = count > 0 ? null : await prisma.modelCall.findUnique({ where });
      // As whoever goes on reads it: requests are hashed, and the order of keys would tell one from the other.
      return modelReply.parse(JSON.parse(row?.reply ?? text));
    },
    /**
     * Puts the replies from an ordinal on aside: they were given to other questions than are asked now. They
     * stay in the ledger, as they were paid for.
     */
    async setAside({ runId, owner, ordinal }: NewModelCall): Promise<void> {
      // Two programs may put each other's aside again and again.
      const aside = `aside/${randomBytes(8).toString('hex')}/${owner}`;
      await prisma.modelCall.updateMany({
        where: { runId, owner, ordinal: { gte: ordinal } },
        data: { owner: aside },
      });
    },
    /** Forgets a request that was refused: nothing was paid for it. */
    async abandon(call: Pick<NewModelCall, 'runId' | 'owner' | 'ordinal'>): Promise<void> {
      await prisma.modelCall.deleteMany({ where: { ...at(call), reply: null, uncertain: false } });
    },
    /** By ordinal. */
    async byOwner(runId: string, owner: string): Promise<ModelCallRow[]> {
      return (await prisma.modelCall.findMany({ where: { runId, owner }, orderBy })).map(rowOf);
    },
    /** What a run has spent until now, or some of its owners; and how long that took, one after the other. */
    async spent(
      runId: string,
      owners?: readonly string[],
    ): Promise<ModelSpending & { readonly durationMs: number }> {
      const of = owners === undefined ? {} : { owner: { in: [...owners] } };
      const where = { runId, remembered: false, ...of, NOT: { reply: null } };
      const _sum = { ...sums, durationMs: true } as const;
      const added = await prisma.modelCall.aggregate({ where, _sum, _count: counts });
      return { ...spendingOf(added), durationMs: added._sum.durationMs ?? 0 };
    },
    /** Which models were asked with which prompts, each once. */
    async asked(runId: string): Promise<Pick<NewModelCall, 'stage' | 'model' | 'prompt'>[]> {
      const by = ['stage', 'model', 'prompt'] as const;
      const groups = await prisma.modelCall.groupBy({ by: [...by], where: { runId } });
      return groups.map(({ stage, model, prompt }) => ({
        ...{ stage: stage as ModelStage, model },
        prompt: fromText<PromptStamp>(prompt),
      }));
    },
    /** By stage and model. */
    async ledger(runId: string): Promise<LedgerRow[]> {
      const groups = await prisma.modelCall.groupBy({
        by: ['stage', 'model', 'remembered'],
        where: { runId, NOT: { reply: null } },
        orderBy: [{ stage: 'asc' }, { model: 'asc' }, { remembered: 'asc' }],
        _sum: sums,
        _count: counts,
      });
      const rows = new Map<string, LedgerRow>();
      for (const { stage, model, remembered, ...added } of groups) {
        const key = `${stage}\n${model}`;
        const row = rows.get(key) ?? {
          ...{ stage: stage as ModelStage, model, ...NOTHING, remembered: 0 },
        };
        rows.set(
          key,
          remembered ? { ...row, remembered: added._count._all } : { ...row, ...spendingOf(added) },
        );
      }
      return [...rows.values()];
    },
    /** A reply of an earlier run, whatever it was for. */
    async memo(key: string): Promise<ModelReply | null> {
      const row = await prisma.modelMemo.findUnique({ where: { key } });
      return row === null ? null : modelReply.parse(JSON.parse(row.reply));
    },
    /** Keeps a reply for later runs; the first stays. */
    async remember(key: string, reply: ModelReply): Promise<void> {
      await prisma.modelMemo.createMany({
        data: { key, reply: toText(reply) },
        skipDuplicates: true,
      });
    },
  };
}

export type ModelCalls = ReturnType<typeof makeModelCalls>;
