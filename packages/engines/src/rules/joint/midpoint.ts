import { coordinatesOf } from '@firefly/domain/tool-graph/geography';
import { property } from '../expressions.ts';
import { question } from '../phrases.ts';
import { plainNoun } from '../words.ts';
import { numberField } from './fields.ts';
import type { JointKind, JointState } from './kind.ts';
import { pointOperators } from './operators.ts';
import { pointJoin, spotIn, spotOf } from './sources.ts';
import { across, crow, legPhrases, spokenMeasures } from './words.ts';

/** The first operator that gives a new point with a plain noun, and a measure to take from there. */
function menuOf({ plan }: Pick<JointState, 'plan'>) {
  const operators = pointOperators(plan.operators);
  const [middle] = operators.flatMap((operator) =>
    operator.points.flatMap((key) => {
      const noun = plainNoun(key);
      return noun === undefined ? [] : [{ operator, key, noun }];
    }),
  );
  const measure = spokenMeasures(operators).find(({ noun }) => noun === 'distance');
  return { middle, measure };
}

/** "What are the latitude and the longitude of the midpoint between A and B, and how far is C from there?" */
export const midpoint: JointKind = {
  name: 'a point made of two things, and what it is to a third',
  fits: ({ plan, legs }) => {
    const { middle, measure } = menuOf({ plan });
    return (
      legs.every((leg) => spotOf(leg) !== undefined) &&
      middle !== undefined &&
      (legs.length === 2 || measure !== undefined)
    );
  },
  next(state) {
    const { middle, measure } = menuOf(state);
    const [a, b, c] = state.legs.map(spotOf);
    const [made, ...more] = state.made;
    if (middle === undefined || a === undefined || b === undefined) return undefined;
    if (made === undefined) return pointJoin(middle.operator, [a, b]);
    const found = spotIn(made, middle.key);
    if (more.length > 0 || c === undefined || found === undefined) return undefined;
    return measure && pointJoin(measure.operator, [c, found]);
  },
  ask(state) {
    const { middle, measure } = menuOf(state);
    const [a, b, c] = legPhrases(state.legs) ?? [];
    const [made, last] = state.made;
    const found = middle && made && spotIn(made, middle.key);
    const keys = found && coordinatesOf(found.record);
    if (a === undefined || b === undefined || middle === undefined || !found || !keys)
      return 'the things cannot be said in words';
    const point = [
      `what are the latitude and the longitude of the ${middle.noun}`,
      ...across({ directed: false }, a, b),
    ];
    const fields = (['latitude', 'longitude'] as const).map((axis) =>
      numberField(axis, `${found.expression}.${property(keys[axis])}`),
    );
    if (c === undefined || measure === undefined || last === undefined)
      return { prompt: question([point]), fields };
    const far = [`how far from there is `, ...c, ` in ${measure.unit}${crow(measure)}`];
    const distance = numberField(measure.noun, `$$.c${last.call}.${property(measure.key)}`);
    return { prompt: question([point, far]), fields: [...fields, distance] };
  },
};
