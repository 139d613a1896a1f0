import type { Part } from '@firefly/domain/synthesis/proposal';
import { question } from '../phrases.ts';
import { numberField } from './fields.ts';
import type { JointKind, MadeJoin } from './kind.ts';
import { computing } from './operators.ts';
import { numberJoin, numberOf, pointJoin, spotsOf } from './sources.ts';
import { crow, legPhrases, spokenDistance } from './words.ts';

/** "How far is it from A to B, and how much farther is that than from A to C?" */
export const farther: JointKind = {
  name: 'how much farther one thing is than another',
  open({ plan, legs }) {
    const measure = spokenDistance(plan.operators);
    const [start, ...ends] = spotsOf(legs) ?? [];
    if (measure === undefined || start === undefined || ends.length !== 2) return undefined;
    const difference = computing(plan.operators, 'difference');
    /** The two distances from the first thing, the greater first, with the leg each leads to. */
    const apart = (made: readonly MadeJoin[]) =>
      made
        .slice(0, ends.length)
        .flatMap((join, at) => {
          const distance = numberOf(join, measure.key);
          return distance === undefined ? [] : [{ distance, leg: at + 1 }];
        })
        .toSorted((a, b) => b.distance.value - a.distance.value);
    return {
      next(made) {
        const end = ends[made.length];
        if (end !== undefined) return pointJoin(measure.operator, [start, end]);
        const [far, near] = apart(made);
        if (made.length > ends.length || difference === undefined || !far || !near)
          return undefined;
        return numberJoin(difference, [far.distance, near.distance]);
      },
      ask(made) {
        const phrases = legPhrases(legs);
        const [far, near] = apart(made);
        if (far === undefined || near === undefined) return 'the answer gives no number';
        const [from, to, than] = [phrases?.[0], phrases?.[far.leg], phrases?.[near.leg]];
        if (from === undefined || to === undefined || than === undefined)
          return 'the things cannot be said in words';
        if (far.distance.value === near.distance.value) return 'both are equally far';
        const third = made[ends.length];
        const gap =
          third === undefined
            ? `${far.distance.expression} - ${near.distance.expression}`
            : numberOf(third)?.expression;
        if (gap === undefined) return 'the answer gives no number';
        const clauses: Part[][] = [
          [`how far is it in ${measure.unit}${crow(measure)} from `, ...from, ' to ', ...to],
          ['how much farther is that than from ', ...from, ' to ', ...than],
        ];
        return {
          prompt: question(clauses),
          fields: [
            numberField('distance', far.distance.expression),
            numberField('difference', gap),
          ],
        };
      },
    };
  },
};
