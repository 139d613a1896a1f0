import { oneLine } from '../../words/one-line.ts';
import { type Criterion, criteria, type GivenOpinion, isGiven, type Opinion } from './opinion.ts';

/** When opinions let a task pass. */
export interface DecisionRule {
  /** What every criterion must reach, 1 to 5. */
  readonly least: number;
  /** What the mean over the criteria must reach, 1 to 5. */
  readonly mean: number;
  /** How many of the judges that gave an opinion must be content; `majority` is more than half. */
  readonly quorum: 'all' | 'majority' | 'any';
}

export const defaultRule: DecisionRule = { least: 3, mean: 4.4, quorum: 'majority' };

export interface Decision {
  readonly accepted: boolean;
  /** One sentence: who was content, and what the others were not content with. */
  readonly sentence: string;
}

/** Longest sentence in characters: it stands in every row of a bundle, and models wrote most of it. */
const SENTENCE = 600;

const meanOf = ({ scores }: GivenOpinion): number =>
  criteria.reduce((sum, criterion) => sum + scores[criterion], 0) / criteria.length;

const said = (criterion: Criterion): string => criterion.replaceAll('_', ' ');

/** What one judge is not content with; none if nothing. */
function complaints(opinion: GivenOpinion, rule: DecisionRule): string[] {
  const low = criteria
    .filter((criterion) => opinion.scores[criterion] < rule.least)
    .map((one) => `${said(one)} ${opinion.scores[one]} (${opinion.reasons[one]})`);
  const mean = meanOf(opinion);
  // Five scores: the mean has one decimal at most, and sums of them are exact.
  return mean < rule.mean ? [...low, `a mean of ${mean} where ${rule.mean} is asked`] : low;
}

const reached: Record<DecisionRule['quorum'], (content: number, of: number) => boolean> = {
  all: (content, of) => content === of,
  majority: (content, of) => content > of / 2,
  any: (content) => content > 0,
};

/**
 * What the opinions come to under a rule. A judge without an opinion counts neither for nor against; but
 * where judges were asked and none gave one, the task is not accepted. Nobody asked: nothing speaks against.
 */
export function decide(opinions: readonly Opinion[], rule: DecisionRule = defaultRule): Decision {
  if (opinions.length === 0) return { accepted: true, sentence: 'no model was asked: no opinion' };
  const silent = opinions.flatMap((one) => (isGiven(one) ? [] : [`${one.model}: ${one.failed}`]));
  const given = opinions.filter(isGiven);
  const beside = silent.length === 0 ? '' : `; no opinion of ${silent.join('; ')}`;
  if (given.length === 0)
    return { accepted: false, sentence: oneLine(`no judge gave an opinion${beside}`, SENTENCE) };
  const found = given.map((one) => ({ model: one.model, against: complaints(one, rule) }));
  const content = found.filter(({ against }) => against.length === 0).length;
  const against = found
    .filter((one) => one.against.length > 0)
    .map((one) => `; ${one.model} finds ${one.against.join(', ')}`);
  const sentence = `${content} of ${given.length} judges content, ${rule.quorum} asked${against.join('')}${beside}`;
  return {
    accepted: reached[rule.quorum](content, given.length),
    sentence: oneLine(sentence, SENTENCE),
  };
}
