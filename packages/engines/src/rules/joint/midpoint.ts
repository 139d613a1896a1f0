import { coordinatesOf } from '@firefly/domain/tool-graph/geography';
import { property } from '../expressions.ts';
import { capital, question } from '../phrases.ts';
import { plainNoun } from '../words.ts';
import { numberField } from './fields.ts';
import type { JointKind } from './kind.ts';
import { pointOperators } from './operators.ts';
import { numberOf, pointJoin, spotIn, spotsOf } from './sources.ts';
import { crow, legPhrases, spokenDistance } from './words.ts';

const INHABITED = /^(city|town|village)$/;

/** "People in A and people in B want to meet halfway. What are the latitude and the longitude of the midpoint, and how far is it from there to C?" */
export const midpoint: JointKind = {
  name: 'a point made of two things, and what it is to a third',
  open({ plan, legs }) {
    const [middle] = pointOperators(plan.operators).flatMap((operator) =>
      (operator.straight ? operator.points : []).flatMap((key) => {
        const noun = plainNoun(key);
        return noun === undefined ? [] : [{ operator, key, noun }];
      }),
    );
    const measure = spokenDistance(plan.operators);
    const [a, b, c] = spotsOf(legs) ?? [];
    if (middle === undefined || measure === undefined) return undefined;
    // Nobody lives in a museum.
    if (!legs.every((leg) => INHABITED.test(leg.places.at(-1)?.noun ?? ''))) return undefined;
    // A point between two things is no use by itself.
    if (a === undefined || b === undefined || c === undefined) return undefined;
    return {
      next([first, second]) {
        if (first === undefined) return pointJoin(middle.operator, [a, b]);
        const found = spotIn(first, middle.key);
        return second === undefined && found !== undefined
          ? pointJoin(measure.operator, [found, c])
          : undefined;
      },
      ask([first, second]) {
        const [from, to, third] = legPhrases(legs) ?? [];
        if (from === undefined || to === undefined || third === undefined)
          return 'the things cannot be said in words';
        const found = first && spotIn(first, middle.key);
        const keys = found && coordinatesOf(found.record);
        if (found === undefined || keys === undefined) return 'the answer gives no point';
        const told = ['people in ', ...from, ' and people in ', ...to];
        const point = [`what are the latitude and the longitude of the ${middle.noun}`];
        const fields = (['latitude', 'longitude'] as const).map((axis) =>
          numberField(axis, `${found.expression}.${property(keys[axis])}`),
        );
        const distance = second && numberOf(second, measure.key);
        if (distance === undefined) return 'the answer gives no number';
        const far = [
          `how far is it in ${measure.unit}${crow(measure)} from there to `,
          ...third,
          ', where their guest lives',
        ];
        return {
          prompt: [
            ...capital([...told, ' want to meet halfway as the crow flies. ']),
            ...question([point, far]),
          ],
          fields: [...fields, numberField(measure.noun, distance.expression)],
        };
      },
    };
  },
};
