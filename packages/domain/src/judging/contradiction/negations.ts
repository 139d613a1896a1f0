import { isOfAsker } from './asker.ts';
import type { Contradiction } from './read.ts';

const NEGATED =
  /\b(?:not (?:in|from|of|at|by)|other than|except(?: for| in| from)?|excluding|but not(?: in| from)?)(?: the)? ["“]?$|n['’]t (?:in|from|by)(?: the)? ["“]?$/i;

/** The prompt leaves out what is called so, wherever it names it, and the expressions only pick that. */
export const negationProblem: Contradiction = (task) => {
  const { prompt, expressions } = task;
  if (expressions.some(({ used }) => ['-', '?', '!=', '$not'].some((each) => used.has(each))))
    return null;
  for (const expression of expressions)
    for (const { operator, names, value } of expression.bounds) {
      const written = task.said(expression, value);
      if (operator !== '=' || names === null || written === undefined) continue;
      const parts = prompt.split(written);
      const fronts = parts.slice(0, -1).map((_, at) => parts.slice(0, at + 1).join(written));
      const owned = parts.slice(1).some((rest) => /^["”]?['’]/.test(rest));
      const negated = fronts.filter(
        (front) => NEGATED.test(front) && !isOfAsker(prompt, front.length),
      ).length;
      if (fronts.length > 0 && negated === fronts.length && !owned)
        return `the prompt leaves out ${JSON.stringify(written)}, ${expression.place} picks by = ${JSON.stringify(value)}`;
    }
  return null;
};
