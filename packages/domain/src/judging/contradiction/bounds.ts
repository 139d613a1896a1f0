import { isBounding, isReversed, isTemporal } from './column-names.ts';
import type { Contradiction, ReadExpression } from './read.ts';
import { type Said, saidOf } from './said-bounds.ts';

/** Who has, may or can spend so much looks for what takes less. */
const MEANS =
  /\b(afford|spend\w*|budget of|have only|I have|we have|I['’]ve|we['’]ve|have got|at hand|allow\w*|admit\w*|accept\w*|suitable|eligible|permit\w*|requir\w*|old enough|too|anything|everything|limit\w*|out of the question|refus\w*|reject\w*|avoid\w*|rul\w+ out|beyond)\b/i;

/** What turns a comparison round, or counts what it leaves. */
const turns = ({ used }: ReadExpression): boolean =>
  ['-', '?', '!=', '$not', '$boolean'].some((operator) => used.has(operator));

/** Whether the words can be meant of the column as its values run. */
const fits = ({ temporal }: Said, names: readonly string[], value: string | number): boolean => {
  if (isBounding(names)) return false;
  if (typeof value === 'string') return true;
  return temporal ? isTemporal(names) : value >= 0 && !isReversed(names);
};

/**
 * The prompt says that something is more than a value, and every comparison with that value picks what is less,
 * or the other way round. Whether the value itself belongs to it is not looked at.
 */
export const boundProblem: Contradiction = (task) => {
  if (MEANS.test(task.words) || task.expressions.some(turns)) return null;
  const all = task.expressions.flatMap((expression) =>
    expression.bounds.map((bound) => ({ expression, ...bound })),
  );
  for (const { expression, operator, names, value } of all) {
    const same = all.filter((each) => each.value === value);
    if (operator === '=' || same.some((each) => each.operator[0] !== operator[0])) continue;
    const written = task.said(expression, value);
    const said = written === undefined ? null : saidOf(task.prompt, written);
    if (names === null || said === null || !fits(said, names, value)) continue;
    if ((said.says === 'more') === operator.startsWith('>')) continue;
    const wanted = said.temporal
      ? { more: 'after', less: 'before' }
      : { more: 'more than', less: 'less than' };
    return `the prompt says ${wanted[said.says]} ${written}, ${expression.place} picks ${names.at(-1) ?? ''} ${operator} ${value}`;
  }
  return null;
};
