import { wordsOf } from '../../words/identifiers.ts';

const holding = (words: string): ((names: readonly string[]) => boolean) => {
  const known = new Set(words.split(' '));
  return (names) => wordsOf(names.at(-1) ?? '').some((word) => known.has(word));
};

const isLevel = holding(
  'rank ranks ranking ranked position place placing priority order ordinal index grade tier level age depth scale denominator handicap discount saving savings rebate loss losses deficit drop decline debt change delta error odds pace',
);

/** Whether a column says when something was, be it only the year. */
export const isTemporal = holding(
  'year years founded established since born birth built opened opens closes closed ended ends start starts started begin begins began date day time timestamp at on created updated published released joined placed',
);

/** Whether a column is a bound itself: who is over 12 may ride where the minimum age is below 12. */
export const isBounding = holding(
  'min minimum max maximum limit limits threshold required requires requirement free under below above over up until cap capacity seats allowed',
);

/** Whether more of a column is less of something: the best rank is 1, the oldest were built in the least year. */
export const isReversed = (names: readonly string[]): boolean =>
  isLevel(names) || isTemporal(names);
