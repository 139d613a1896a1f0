import { randomOf } from '@firefly/domain/random';
import type { Part } from '@firefly/domain/synthesis/proposal';
import { capital, question } from '../phrases.ts';
import { numberField } from './fields.ts';
import type { JointKind } from './kind.ts';
import { computing } from './operators.ts';
import { numberJoin, numberOf, pointJoin, spotsOf } from './sources.ts';
import { crow, legPhrases, spokenDistance } from './words.ts';

/** Rates of transport for each unit of distance. */
const PRICES = [0.85, 1.15, 1.35, 1.85, 2.25, 2.65];
const BY_THE = /^(kilomet(er|re)|mile)s$/;

/** "For a rough budget we reckon 1.85 EUR of transport for each kilometer. How far is it from A to B, and what would the transport cost?" */
export const fare: JointKind = {
  name: 'a distance times a price of the prompt',
  open({ plan, legs }) {
    const measure = spokenDistance(plan.operators);
    const product = computing(plan.operators, 'product');
    const price = randomOf(plan.seed, 'price').pick(PRICES);
    const [a, b, ...others] = spotsOf(legs) ?? [];
    const unit = measure && BY_THE.exec(measure.unit)?.[0].slice(0, -1);
    if (a === undefined || b === undefined || others.length > 0) return undefined;
    if (!measure || !product || price === undefined || unit === undefined) return undefined;
    return {
      next([first, second]) {
        if (first === undefined) return pointJoin(measure.operator, [a, b]);
        const distance = numberOf(first, measure.key);
        if (second !== undefined || distance === undefined) return undefined;
        return numberJoin(product, [distance, { said: price }]);
      },
      ask([first, second]) {
        const [from, to] = legPhrases(legs) ?? [];
        if (from === undefined || to === undefined) return 'the two things cannot be said in words';
        const distance = first && numberOf(first, measure.key);
        const cost = second && numberOf(second);
        if (distance === undefined || cost === undefined) return 'the answer gives no number';
        const told: Part[] = [
          'for a rough budget we reckon ',
          { text: String(price), value: price, normalizer: 'number' },
          ` EUR of transport for each ${unit}${crow(measure)}. `,
        ];
        const clauses: Part[][] = [
          [`how far is it in ${measure.unit}${crow(measure)} from `, ...from, ' to ', ...to],
          ['what would the transport cost in EUR'],
        ];
        return {
          prompt: [...capital(told), ...question(clauses)],
          fields: [
            numberField('distance', distance.expression),
            numberField('cost', cost.expression),
          ],
        };
      },
    };
  },
};
