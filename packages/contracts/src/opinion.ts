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

const score = z.int().min(1).max(5);

/** When opinions let a task pass: as a bundle says what was used. */
export const decisionRule = z.strictObject({
  least: score,
  mean: z.number().min(1).max(5),
  quorum: z.enum(['all', 'majority', 'any']),
}) satisfies z.ZodType<DecisionRule>;

/** The same as a run may ask for it, in part. */
export const decisionSpec = z.strictObject({
  least: score.default(defaultRule.least).describe('What every criterion must reach, 1 to 5.'),
  mean: decisionRule.shape.mean
    .default(defaultRule.mean)
    .describe('What the mean over the criteria must reach.'),
  quorum: decisionRule.shape.quorum
    .default(defaultRule.quorum)
    .describe('How many of the judges that gave an opinion must be content.'),
}) satisfies z.ZodType<DecisionRule>;
