import { randomOf } from '@firefly/domain/random';
import type { Part } from '@firefly/domain/synthesis/proposal';
import { capital, question } from '../phrases.ts';
import { numberField } from './fields.ts';
import type { JointKind, JointState } from './kind.ts';
import { computing, pointOperators } from './operators.ts';
import { numberJoin, numberOf, pointJoin, spotOf } from './sources.ts';
import { crow, legPhrases, type SpokenMeasure, spokenMeasures } from './words.ts';

/** Prices of a carrier for each unit of distance. */
const PRICES = [0.85, 1.15, 1.35, 1.85, 2.25, 2.65];

const distanceOf = ({ plan }: Pick<JointState, 'plan'>): SpokenMeasure | undefined =>
  spokenMeasures(pointOperators(plan.operators)).find(
    ({ noun, unit }) => noun === 'distance' && /^(kilomet(er|re)s|miles)$/.test(unit),
  );

const priceOf = ({ plan }: JointState): number => randomOf(plan.seed, 'price').pick(PRICES) ?? 1;

/** "A carrier charges 1.85 EUR per kilometer. How far is it from A to B, and what does the trip cost?" */
export const fare: JointKind = {
  name: 'a distance times a price of the prompt',
  fits: ({ plan, legs }) =>
    legs.length === 2 &&
    legs.every((leg) => spotOf(leg) !== undefined) &&
    distanceOf({ plan }) !== undefined &&
    computing(plan.operators, 'product') !== undefined,
  next(state) {
    const measure = distanceOf(state);
    const product = computing(state.plan.operators, 'product');
    const [a, b] = state.legs.map(spotOf);
    const [first, ...others] = state.made;
    if (measure === undefined || product === undefined || others.length > 0) return undefined;
    if (first === undefined) return a && b && pointJoin(measure.operator, [a, b]);
    const distance = numberOf(first, measure.key);
    return distance && numberJoin(product, [distance, { said: priceOf(state) }]);
  },
  ask(state) {
    const measure = distanceOf(state);
    const [a, b] = legPhrases(state.legs) ?? [];
    const [first, second] = state.made;
    const distance = first && measure && numberOf(first, measure.key);
    const cost = second && numberOf(second);
    if (!measure || !a || !b || !distance || !cost) return 'the trip cannot be said in words';
    const price = priceOf(state);
    const told: Part[] = [
      'a carrier charges ',
      { text: String(price), value: price, normalizer: 'number' },
      ` EUR for each ${measure.unit.replace(/s$/, '')}${crow(measure)}. `,
    ];
    const clauses: Part[][] = [
      [`how far in ${measure.unit} is it from `, ...a, ' to ', ...b],
      ['what does the trip cost in EUR'],
    ];
    return {
      prompt: [...capital(told), ...question(clauses)],
      fields: [numberField('distance', distance.expression), numberField('cost', cost.expression)],
    };
  },
};
