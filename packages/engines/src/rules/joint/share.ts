import { randomOf } from '@firefly/domain/random';
import type { Part } from '@firefly/domain/synthesis/proposal';
import { plural } from '@firefly/domain/words/nouns';
import { question } from '../phrases.ts';
import { tableWhereOf } from '../whereabouts.ts';
import { numberField } from './fields.ts';
import type { JointKind } from './kind.ts';
import { computing } from './operators.ts';
import { isWorth, measuresIn, wholeOf } from './quantities.ts';
import { numberJoin, numberOf } from './sources.ts';

/** Heads among whom people share. */
const HEADS = [12, 15, 16, 18, 24, 32, 36, 48];

/** Money that can be handed out, or that is owed together: an insured value is neither. */
const SHARED = /\b(amount|sum|prize|bonus|profit|donation|fund|grant|revenue|payout)s?$/;
/** What people pay for and do not get. */
const OWED = /\b(rent|costs?|expenses?|debts?|bills?|tax(es)?|fines?)$/;

/** "What is the total amount in EUR of the grants in PATH, and how much would each of 24 people get if it were shared equally?" */
export const share: JointKind = {
  name: 'a total in equal shares',
  open({ plan, legs }) {
    const [leg, ...others] = legs;
    const table = leg?.table;
    const quotient = computing(plan.operators, 'quotient');
    const heads = randomOf(plan.seed, 'heads').pick(HEADS);
    if (!table || !quotient || heads === undefined || others.length > 0 || leg.places.length > 0)
      return undefined;
    const money = measuresIn(leg).filter(
      (measure) =>
        measure.additive &&
        measure.column.unit?.quantity === 'money' &&
        (SHARED.test(measure.noun) || OWED.test(measure.noun)) &&
        isWorth(wholeOf(table, measure, 'sum').value),
    );
    const measure = randomOf(plan.seed, 'measure').pick(money);
    if (measure === undefined) return undefined;
    const total = wholeOf(table, measure, 'sum');
    return {
      next: (made) =>
        made.length > 0 ? undefined : numberJoin(quotient, [total, { said: heads }]),
      ask(made) {
        const each = made[0] && numberOf(made[0]);
        const where = tableWhereOf(table);
        if (each === undefined) return 'the answer gives no number';
        if (where === undefined) return 'the table cannot be said in words';
        const clauses: Part[][] = [
          [
            measure.plural ? 'what are ' : 'what is ',
            `the total ${measure.noun}${measure.inUnit} of the ${plural(table.noun)}`,
            ...where,
          ],
          [
            'how much would each of ',
            { text: String(heads), value: heads, normalizer: 'number' },
            ` people ${OWED.test(measure.noun) ? 'pay' : 'get'} if ${measure.plural ? 'they were' : 'it were'} shared equally`,
          ],
        ];
        return {
          prompt: question(clauses),
          fields: [
            numberField(`total ${measure.noun}`, total.expression),
            numberField('share', each.expression),
          ],
        };
      },
    };
  },
};
