import type { AgreementReport } from '@firefly/domain/judging/opinions/agreement';
import { criteria } from '@firefly/domain/judging/opinions/opinion';
import { z } from 'zod';
import { modelStages, modelUsage, promptStamp } from './model.ts';

/** What the manifest of a bundle says of the models that took part. The prose is in docs/bundle-format.md. */
const stage = z.enum(modelStages);
const count = z.int().nonnegative();
/** Null where a model has no price. */
const dollars = z.number().nonnegative().nullable();
const share = z.number().min(0).max(1);

/** A model that was asked at a stage, with the prompts that it was asked with. */
export const stageModel = z.strictObject({
  stage,
  model: z.string().min(1),
  prompts: z.array(promptStamp).min(1),
});

const spent = z.strictObject({ tokens: count, dollars });

/** Tokens and dollars of a run. */
export const ledger = z.strictObject({
  /** The day of the prices, the oldest where they are of several; null where no model had one. */
  prices: z.iso.date().nullable(),
  rows: z.array(
    z.strictObject({
      stage,
      model: z.string().min(1),
      requests: count,
      /** Beside the requests: answers that an earlier run had paid for. */
      remembered: count,
      usage: modelUsage,
      /** Of these tokens, those that the provider did not count: estimated by the bytes of what was said. */
      estimated: z.int().positive().optional(),
      dollars,
    }),
  ),
  usage: modelUsage,
  dollars,
  /** All stages but `solve`, and that one apart; null where no task was accepted. */
  per_accepted_task: z.strictObject({ making: spent, rollouts: spent }).nullable(),
});

/** How many there were at each step. */
export const yieldCounts = z.strictObject({
  explorations: count,
  drafts: count,
  passed_checks: count,
  passed_judges: count,
  accepted: count,
});

/** How far judges agree on each criterion, over all tasks with two opinions or more. */
export const agreement = z.strictObject({
  tasks: count,
  criteria: z.record(
    z.enum(criteria),
    // Null where no task has two opinions, or nothing can be told.
    z.strictObject({
      exact: share.nullable(),
      within_one: share.nullable(),
      alpha: z.number().nullable(),
    }),
  ),
}) satisfies z.ZodType<AgreementReport>;

export type StageModel = z.output<typeof stageModel>;
export type Ledger = z.output<typeof ledger>;
export type YieldCounts = z.output<typeof yieldCounts>;
