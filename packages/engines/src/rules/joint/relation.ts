import type { JointPlan } from '@firefly/domain/exploration/plan';
import { randomOf } from '@firefly/domain/random';
import { question } from '../phrases.ts';
import { numberField } from './fields.ts';
import type { JointKind } from './kind.ts';
import { numberOf, pointJoin, spotsOf } from './sources.ts';
import { across, crow, legPhrases, type SpokenMeasure, spokenMeasures } from './words.ts';

/** Two measures of different nouns, if possible each of a tool of its own; one if there is no second. */
function chosen(plan: JointPlan): SpokenMeasure[] {
  const all = spokenMeasures(plan.operators);
  const [first, ...rest] = randomOf(plan.seed, 'measures').shuffle(all);
  const others = rest.filter(({ noun }) => noun !== first?.noun);
  const second = others.find(({ operator }) => operator !== first?.operator) ?? others[0];
  return all.filter((measure) => measure === first || measure === second);
}

/** "What are the distance in kilometers and the bearing in degrees from A to B?" */
export const relation: JointKind = {
  name: 'a relation of two things looked up first',
  open({ plan, legs }) {
    const [a, b, ...others] = spotsOf(legs) ?? [];
    const measures = chosen(plan);
    const operators = [...new Set(measures.map(({ operator }) => operator))];
    if (a === undefined || b === undefined || others.length > 0 || measures.length === 0)
      return undefined;
    return {
      next(made) {
        const operator = operators[made.length];
        return operator && pointJoin(operator, [a, b]);
      },
      ask(made) {
        const [from, to] = legPhrases(legs) ?? [];
        if (from === undefined || to === undefined) return 'the two things cannot be said in words';
        const fields = measures.flatMap(({ operator, key, noun }) => {
          const join = made.find((each) => each.operator === operator);
          const source = join && numberOf(join, key);
          return source === undefined ? [] : [numberField(noun, source.expression)];
        });
        if (fields.length < measures.length) return 'the answer gives no number';
        const said = measures.map((each) => `the ${each.noun} in ${each.unit}${crow(each)}`);
        const directed = measures.some(({ operator }) => operator.directed);
        const are = said.length > 1 ? 'what are ' : 'what is ';
        return {
          prompt: question([[are + said.join(' and '), ...across({ directed }, from, to)]]),
          fields,
        };
      },
    };
  },
};
