import type { JointPlan } from '@firefly/domain/exploration/plan';
import { randomOf } from '@firefly/domain/random';
import type { Part } from '@firefly/domain/synthesis/proposal';
import type { Measure } from '../measures.ts';
import { possessed, question } from '../phrases.ts';
import type { Place } from '../place.ts';
import type { Walk } from '../walk.ts';
import { numberField } from './fields.ts';
import type { JointKind } from './kind.ts';
import { attributeLead } from './leads.ts';
import { computing } from './operators.ts';
import { amountOf, isWorth, measuresIn, rowOf } from './quantities.ts';
import { numberJoin, numberOf } from './sources.ts';

/** What an amount is for, and how many such times people reckon with. */
const PERIODS: readonly (readonly [RegExp, string, readonly number[]])[] = [
  [/^(annual|yearly) /, 'years', [3, 4, 6, 7, 8]],
  [/^monthly /, 'months', [6, 9, 18, 24, 30]],
  [/^weekly /, 'weeks', [6, 12, 26, 40]],
  [/^daily /, 'days', [14, 21, 30, 45]],
  [/^nightly /, 'nights', [3, 4, 6, 10]],
];

/** A measure of a row that comes again and again, and a time to reckon it over. */
function chosen(plan: JointPlan, leg: Walk, { record }: Place) {
  const recurring = measuresIn(leg).flatMap((measure: Measure) => {
    const [, period, pool] = PERIODS.find(([adjective]) => adjective.test(measure.noun)) ?? [];
    const money = measure.column.unit?.quantity === 'money';
    const worth = isWorth(Number(record[measure.column.key]));
    return money && worth && period !== undefined && pool !== undefined
      ? [{ measure, period, pool }]
      : [];
  });
  const one = randomOf(plan.seed, 'measure').pick(recurring);
  const count = randomOf(plan.seed, 'times').pick(one?.pool ?? []);
  return one === undefined || count === undefined ? undefined : { ...one, count };
}

/** "Who is the director of the museum X in PATH, and what does its annual budget in EUR come to over 6 years?" */
export const overTime: JointKind = {
  name: 'a recurring amount over a time of the prompt',
  open({ plan, legs }) {
    const [leg, ...others] = legs;
    const place = rowOf(leg);
    const product = computing(plan.operators, 'product');
    const times = leg && place && chosen(plan, leg, place);
    if (!times || !product || others.length > 0 || place.selector.kind !== 'named')
      return undefined;
    const { measure, period, count } = times;
    return {
      next: (made) =>
        made.length > 0
          ? undefined
          : numberJoin(product, [amountOf(leg, place, measure), { said: count }]),
      ask(made, columnsOf) {
        const result = made[0] && numberOf(made[0]);
        if (result === undefined) return 'the answer gives no number';
        const random = randomOf(plan.seed, 'other');
        const lead = attributeLead(leg, place, [measure], random, columnsOf);
        if (typeof lead === 'string') return lead;
        const come: Part[] = [
          measure.plural ? 'what do ' : 'what does ',
          ...possessed(measure.noun, lead.again, measure.inUnit),
          ' come to over ',
          { text: String(count), value: count, normalizer: 'number' },
          ` ${period}`,
        ];
        const says = `${measure.noun} over ${count} ${period}`;
        return {
          prompt: question([lead.clause, come]),
          fields: [lead.field, numberField(says, result.expression)],
        };
      },
    };
  },
};
