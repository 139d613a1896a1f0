import { randomOf } from '@firefly/domain/random';
import type { Part } from '@firefly/domain/synthesis/proposal';
import { attributesOf } from '../attributes.ts';
import { recordExpression } from '../expressions.ts';
import type { Measure } from '../measures.ts';
import { firstPhrase, question, takenUp } from '../phrases.ts';
import { numberField } from './fields.ts';
import type { JointKind, JointState } from './kind.ts';
import { computing } from './operators.ts';
import { amountOf, measuresIn, rowOf } from './quantities.ts';
import { numberJoin, numberOf } from './sources.ts';

/** What an amount is for, and how many such times people reckon with. */
const PERIODS: readonly (readonly [RegExp, string, readonly number[]])[] = [
  [/^(annual|yearly) /, 'years', [3, 4, 6, 7, 8]],
  [/^monthly /, 'months', [6, 9, 18, 24, 30]],
  [/^weekly /, 'weeks', [6, 12, 26, 40]],
  [/^(daily|nightly) /, 'days', [14, 21, 30, 45]],
];

const periodOf = ({ noun }: Measure) => PERIODS.find(([adjective]) => adjective.test(noun));

const chosen = ({ plan, legs }: Pick<JointState, 'plan' | 'legs'>): Measure | undefined =>
  randomOf(plan.seed, 'measure').pick(
    measuresIn(legs[0]).filter(
      (measure) => measure.column.unit?.quantity === 'money' && periodOf(measure) !== undefined,
    ),
  );

function timesOf(state: Pick<JointState, 'plan' | 'legs'>) {
  const measure = chosen(state);
  const [, period, pool] = (measure && periodOf(measure)) ?? [];
  const count = randomOf(state.plan.seed, 'times').pick(pool ?? []);
  return measure === undefined || period === undefined || count === undefined
    ? undefined
    : { measure, period, count };
}

/** "Who is the director of the museum X in PATH, and what does its annual budget in EUR come to over 6 years?" */
export const overTime: JointKind = {
  name: 'a recurring amount over a time of the prompt',
  fits: ({ plan, legs }) =>
    legs.length === 1 &&
    rowOf(legs[0])?.selector.kind === 'named' &&
    computing(plan.operators, 'product') !== undefined &&
    chosen({ plan, legs }) !== undefined,
  next(state) {
    const [leg] = state.legs;
    const place = rowOf(leg);
    const times = timesOf(state);
    const operator = computing(state.plan.operators, 'product');
    if (!leg || !place || !times || !operator || state.made.length > 0) return undefined;
    return numberJoin(operator, [amountOf(leg, place, times.measure), { said: times.count }]);
  },
  ask(state, columnsOf) {
    const [leg] = state.legs;
    const place = rowOf(leg);
    const times = timesOf(state);
    const result = state.made[0] && numberOf(state.made[0]);
    const subject = place && firstPhrase(place);
    if (!leg || !place?.label || !times || !result || !subject)
      return 'the record cannot be said in words';
    const { measure, period, count } = times;
    const record = recordExpression(leg.places, leg.references, 0);
    const except = [place.label, measure.column.key];
    const others = attributesOf(place.record, record, columnsOf(place), except);
    const other = randomOf(state.plan.seed, 'other').pick(others);
    if (other === undefined) return 'the record has no other attribute with a plain noun';
    const [it = 'its'] = takenUp(place.noun, []);
    const whose = it === 'it' ? 'its' : `${String(it)}'s`;
    const come: Part[] = [
      `what does ${whose} ${measure.noun}${measure.inUnit} come to over `,
      { text: String(count), value: count, normalizer: 'number' },
      ` ${period}`,
    ];
    const says = `${measure.noun} over ${count} ${period}`;
    return {
      prompt: question([other.asks(subject), come]),
      fields: [other.field, numberField(says, result.expression)],
    };
  },
};
