import type { JointPlan } from '@firefly/domain/exploration/plan';
import { randomOf } from '@firefly/domain/random';
import { leadsByName, namesAlong } from '../frames/chain.ts';
import { waysAlong } from '../frames/way.ts';
import { anaphor, question } from '../phrases.ts';
import type { Walk } from '../walk.ts';
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

/** What a leg leads to from a row, asked for by its name, and taken up again: "this city". */
function askedFirst(leg: Walk | undefined) {
  const [way, ...others] = (leg && waysAlong(leg)) ?? [];
  const [ref] = leg?.references ?? [];
  if (leg === undefined || way === undefined || ref === undefined || others.length > 0)
    return undefined;
  if (!leadsByName(ref, leg.places[1])) return undefined;
  const { clauses, fields } = namesAlong(leg, [way]);
  return { clauses, fields, again: [anaphor(way.noun)] };
}

/** "In which city is the museum X in PATH, and what is the distance in kilometres from this city to B?" */
export const relation: JointKind = {
  name: 'a relation of two things looked up first',
  open({ plan, legs }) {
    const [a, b, ...others] = spotsOf(legs) ?? [];
    const measures = chosen(plan);
    const operators = [...new Set(measures.map(({ operator }) => operator))];
    if (a === undefined || b === undefined || others.length > 0 || measures.length === 0)
      return undefined;
    // One measure alone is half a question: then the thing that a row leads to is asked for, too.
    const first = measures.length === 1 ? askedFirst(legs[0]) : undefined;
    if (measures.length === 1 && first === undefined) return undefined;
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
          prompt: question([
            ...(first?.clauses ?? []),
            [are + said.join(' and '), ...across({ directed }, first?.again ?? from, to)],
          ]),
          fields: [...(first?.fields ?? []), ...fields],
        };
      },
    };
  },
};
