import type { Part } from '@firefly/domain/synthesis/proposal';
import { question } from '../phrases.ts';
import { numberField } from './fields.ts';
import type { JointKind, JointState } from './kind.ts';
import { computing, pointOperators } from './operators.ts';
import { numberJoin, numberOf, pointJoin, spotOf } from './sources.ts';
import { crow, legPhrases, type SpokenMeasure, spokenMeasures } from './words.ts';

const distanceOf = ({ plan }: Pick<JointState, 'plan'>): SpokenMeasure | undefined =>
  spokenMeasures(pointOperators(plan.operators)).find(({ noun }) => noun === 'distance');

/** The two distances from the first thing, the greater first, with the thing each leads to. */
function apart({ legs, made }: JointState, { key }: SpokenMeasure) {
  const both = made.slice(0, 2).flatMap((join, at) => {
    const distance = numberOf(join, key);
    const phrase = legPhrases(legs)?.[at + 1];
    return distance === undefined || phrase === undefined ? [] : [{ distance, phrase }];
  });
  return both.toSorted((a, b) => b.distance.value - a.distance.value);
}

/** "How far is it from A to B, and how much farther is that than from A to C?" */
export const farther: JointKind = {
  name: 'how much farther one thing is than another',
  fits: ({ plan, legs }) =>
    legs.length === 3 &&
    legs.every((leg) => spotOf(leg) !== undefined) &&
    distanceOf({ plan }) !== undefined,
  next(state) {
    const measure = distanceOf(state);
    const spots = state.legs.map(spotOf);
    const [start] = spots;
    const end = spots[state.made.length + 1];
    if (measure === undefined || start === undefined) return undefined;
    if (end !== undefined) return pointJoin(measure.operator, [start, end]);
    const operator = computing(state.plan.operators, 'difference');
    const [far, near] = apart(state, measure);
    if (state.made.length > 2 || operator === undefined || !far || !near) return undefined;
    return numberJoin(operator, [far.distance, near.distance]);
  },
  ask(state) {
    const measure = distanceOf(state);
    const [from] = legPhrases(state.legs) ?? [];
    const [far, near] = measure === undefined ? [] : apart(state, measure);
    if (measure === undefined || from === undefined || !far || !near)
      return 'the things cannot be said in words';
    if (far.distance.value === near.distance.value) return 'both are equally far';
    const third = state.made[2];
    const gap =
      third === undefined
        ? `${far.distance.expression} - ${near.distance.expression}`
        : numberOf(third)?.expression;
    if (gap === undefined) return 'the difference cannot be read off the answer';
    const clauses: Part[][] = [
      [`how far in ${measure.unit}${crow(measure)} is it from `, ...from, ' to ', ...far.phrase],
      ['how much farther is that than the way from ', ...from, ' to ', ...near.phrase],
    ];
    return {
      prompt: question(clauses),
      fields: [numberField('distance', far.distance.expression), numberField('difference', gap)],
    };
  },
};
