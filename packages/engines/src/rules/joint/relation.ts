import { randomOf } from '@firefly/domain/random';
import { property } from '../expressions.ts';
import { question } from '../phrases.ts';
import { numberField } from './fields.ts';
import type { JointKind, JointState } from './kind.ts';
import { pointOperators } from './operators.ts';
import { pointJoin, spotOf } from './sources.ts';
import { across, crow, legPhrases, type SpokenMeasure, spokenMeasures } from './words.ts';

const measuresOf = ({ plan }: Pick<JointState, 'plan'>): SpokenMeasure[] =>
  spokenMeasures(pointOperators(plan.operators));

/** Two measures, each of a tool of its own. */
function chosen(state: Pick<JointState, 'plan'>): SpokenMeasure[] {
  const [first, ...others] = randomOf(state.plan.seed, 'measures').shuffle(measuresOf(state));
  const second = others.find(({ operator }) => operator !== first?.operator);
  const pair = first === undefined || second === undefined ? [] : [first, second];
  return measuresOf(state).filter((measure) => pair.includes(measure));
}

/** "What are the distance in kilometers and the bearing in degrees from A to B?" */
export const relation: JointKind = {
  name: 'a relation of two things looked up first',
  fits: ({ plan, legs }) =>
    legs.length === 2 &&
    legs.every((leg) => spotOf(leg) !== undefined) &&
    new Set(measuresOf({ plan }).map(({ operator }) => operator)).size > 1,
  next(state) {
    const measure = chosen(state)[state.made.length];
    const [a, b] = state.legs.map(spotOf);
    return measure && a && b && pointJoin(measure.operator, [a, b]);
  },
  ask(state) {
    const [a, b] = legPhrases(state.legs) ?? [];
    const measures = chosen(state);
    const [first] = measures;
    if (a === undefined || b === undefined || first === undefined)
      return 'the two things cannot be said in words';
    const said = measures.map((each) => `the ${each.noun} in ${each.unit}${crow(each)}`);
    const directed = measures.some(({ operator }) => operator.directed);
    return {
      prompt: question([[`what are ${said.join(' and ')}`, ...across({ directed }, a, b)]]),
      fields: measures.map(({ noun, key }, at) =>
        numberField(noun, `$$.c${state.made[at]?.call}.${property(key)}`),
      ),
    };
  },
};
