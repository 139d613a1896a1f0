import { type DecisionRule, defaultRule } from '@firefly/domain/judging/opinions/decide';
import { criteria, type Opinion, scores } from '@firefly/domain/judging/opinions/opinion';
import { z } from 'zod';
import { promptStamp } from './model.ts';

const criterion = z.enum(criteria);
const judged = { model: z.string().min(1), prompt: promptStamp };

/** What a model said of a task, or why it said nothing: one entry of `verdict.judges`. */
export const modelOpinion = z.union([
  z.strictObject({
    ...judged,
    scores: z.record(criterion, z.literal(scores)),
    reasons: z.record(criterion, z.string()),
  }),
  z.strictObject({ ...judged, failed: z.string().min(1) }),
]) satisfies z.ZodType<Opinion>;

/** When opinions let a task pass, as a run's configuration says it. */
export const decisionRule = z.strictObject({
  least: z.int().min(1).max(5).default(defaultRule.least),
  mean: z.number().min(1).max(5).default(defaultRule.mean),
  quorum: z.enum(['all', 'majority', 'any']).default(defaultRule.quorum),
}) satisfies z.ZodType<DecisionRule>;
