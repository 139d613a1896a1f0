import { isReversed } from './column-names.ts';
import type { Contradiction } from './read.ts';

const MOST = '(?:largest|highest|biggest|greatest|longest|most expensive)';
const LEAST = '(?:smallest|lowest|cheapest|shortest|fewest|least expensive)';
const direction = (word: string, from: string, to: string): RegExp =>
  new RegExp(
    `\\bin ${word} order\\b|\\b${word} by\\b|\\b${from} (?:ones? )?first(?=[,.;:?!)]|$)|\\bfrom (?:the )?${from} to (?:the )?${to}\\b`,
    'i',
  );
const FALLING = direction('(?:descending|decreasing|falling)', MOST, LEAST);
const RISING = direction('(?:ascending|increasing|rising)', LEAST, MOST);
/** A second order beside the one that is named. */
const ANOTHER = /\balphabet\w*|\breverse\w*|\bchronolog\w*/i;

/** The prompt says in which direction to sort, and every order-by goes the other way. */
export const orderProblem: Contradiction = ({ words, expressions }) => {
  const [falling, rising] = [FALLING.exec(words), RISING.exec(words)];
  const said = falling ?? rising;
  const orders = expressions.flatMap((each) => each.orders);
  if (said === null || (falling !== null && rising !== null) || ANOTHER.test(words)) return null;
  if (orders.length === 0 || expressions.some(({ used }) => used.has('$sort'))) return null;
  const other = orders.every(
    ({ descending, names }) =>
      names !== null && !isReversed(names) && descending === (falling === null),
  );
  return other
    ? `the prompt says ${JSON.stringify(said[0])}, the expressions sort by ^(${falling === null ? '>' : '<'}…)`
    : null;
};
