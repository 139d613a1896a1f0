import { criteria, type GivenOpinion, type NoOpinion } from '../opinion.ts';

const prompt = { name: 'judge', version: 1, hash: '0123456789abcdef' };

/** An opinion with these scores, in the order of the criteria. */
export const opinion = (model: string, given: readonly number[]): GivenOpinion =>
  ({
    model,
    prompt,
    scores: Object.fromEntries(criteria.map((criterion, at) => [criterion, given[at]])),
    reasons: Object.fromEntries(criteria.map((one) => [one, `${one} of ${model}`])),
  }) as GivenOpinion;

export const failed = (model: string): NoOpinion => ({
  model,
  prompt,
  failed: 'the reply was cut off',
});
