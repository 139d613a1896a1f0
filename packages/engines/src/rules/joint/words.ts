import type { Part } from '@firefly/domain/synthesis/proposal';
import type { Operator } from '@firefly/domain/tool-graph/operators';
import { measuredWords } from '@firefly/domain/tool-graph/point-unit';
import type { Measured, PointOperator } from '@firefly/domain/tool-graph/points';
import { waysAlong } from '../frames/way.ts';
import { firstPhrase } from '../phrases.ts';
import type { Walk } from '../walk.ts';
import { plainNoun } from '../words.ts';
import { pointOperators } from './operators.ts';

/** What a leg ends at, as a noun phrase: by its name, or by what leads to it. */
function legPhrase(leg: Walk): readonly Part[] | undefined {
  const [first, second, ...others] = leg.places;
  if (first === undefined || others.length > 0) return undefined;
  return second === undefined ? firstPhrase(first) : waysAlong(leg)?.at(0)?.subject;
}

/** The phrases of all legs; undefined if one has none, or if two are the same. */
export function legPhrases(legs: readonly Walk[]): (readonly Part[])[] | undefined {
  const phrases = legs.flatMap((leg) => {
    const phrase = legPhrase(leg);
    return phrase === undefined ? [] : [phrase];
  });
  const distinct = new Set(phrases.map((phrase) => JSON.stringify(phrase)));
  return distinct.size === legs.length ? phrases : undefined;
}

/** "A, B and C". */
export const listed = (phrases: readonly (readonly Part[])[]): Part[] =>
  phrases.flatMap((phrase, at) =>
    at === 0 ? [...phrase] : [at === phrases.length - 1 ? ' and ' : ', ', ...phrase],
  );

/** A number that an operator gives, as people ask for it. */
export interface SpokenMeasure extends Measured {
  readonly operator: PointOperator;
  readonly noun: string;
  readonly unit: string;
}

/** Nouns that the tagger takes for verbs. A bearing alone does not say at which end it is taken. */
const DIRECTION = /^(?:initial|final) (?:bearing|heading|azimuth)$/;

function nounOf(key: string): string | undefined {
  const words = measuredWords(key);
  const phrase = words.join(' ');
  return DIRECTION.test(phrase) ? phrase : plainNoun(words.join('_'));
}

/** What the point operators of a menu measure, in a fixed order: only what has a noun and a unit. */
export const spokenMeasures = (menu: readonly Operator[]): SpokenMeasure[] =>
  pointOperators(menu).flatMap((operator) =>
    operator.measures.flatMap(({ key, unit }) => {
      const noun = nounOf(key);
      // By road it is farther: a distance that nobody calls straight has two right answers.
      const open = noun === 'distance' && !operator.straight;
      return noun === undefined || unit === undefined || open
        ? []
        : [
            {
              operator,
              key,
              noun,
              unit: unit.replace(/met(?=ers?\b)ers?/, (word) => word.replace('er', 're')),
            },
          ];
    }),
  );

/** The first distance that the point operators of a menu measure. */
export const spokenDistance = (menu: readonly Operator[]): SpokenMeasure | undefined =>
  spokenMeasures(menu).find(({ noun }) => noun === 'distance');

/** "from A to B", or "between A and B" where the order says nothing. */
export const across = (
  { directed }: Pick<PointOperator, 'directed'>,
  a: readonly Part[],
  b: readonly Part[],
): Part[] => (directed ? [' from ', ...a, ' to ', ...b] : [' between ', ...a, ' and ', ...b]);

/** " as the crow flies" where lines are straight and the noun is a length of way. */
export const crow = ({ operator, noun }: SpokenMeasure): string =>
  operator.straight && noun === 'distance' ? ' as the crow flies' : '';
