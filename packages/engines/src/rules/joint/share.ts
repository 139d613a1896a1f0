import { randomOf } from '@firefly/domain/random';
import type { Part } from '@firefly/domain/synthesis/proposal';
import { plural } from '@firefly/domain/words/nouns';
import type { Measure } from '../measures.ts';
import { question } from '../phrases.ts';
import { tableWhereabouts } from '../whereabouts.ts';
import { numberField } from './fields.ts';
import type { JointKind, JointState } from './kind.ts';
import { computing } from './operators.ts';
import { measuresIn, wholeOf } from './quantities.ts';
import { numberJoin, numberOf } from './sources.ts';

/** Heads among whom people share. */
const HEADS = [12, 15, 16, 18, 24, 32, 36, 48];

const chosen = ({ plan, legs }: Pick<JointState, 'plan' | 'legs'>): Measure | undefined =>
  randomOf(plan.seed, 'measure').pick(
    measuresIn(legs[0]).filter(
      ({ additive, column }) => additive && column.unit?.quantity === 'money',
    ),
  );

const headsOf = ({ plan }: Pick<JointState, 'plan'>): number =>
  randomOf(plan.seed, 'heads').pick(HEADS) ?? 12;

/** "What is the total amount in EUR of the grants in PATH, and what would each of 24 people get of it in equal shares?" */
export const share: JointKind = {
  name: 'a total in equal shares',
  fits: ({ plan, legs }) =>
    legs.length === 1 &&
    plan.legs[0]?.pick === 'none' &&
    computing(plan.operators, 'quotient') !== undefined &&
    chosen({ plan, legs }) !== undefined,
  next(state) {
    const [leg] = state.legs;
    const measure = chosen(state);
    const operator = computing(state.plan.operators, 'quotient');
    const total = leg && measure && wholeOf(leg, measure, 'sum');
    if (!total || !operator || state.made.length > 0) return undefined;
    return numberJoin(operator, [total, { said: headsOf(state) }]);
  },
  ask(state) {
    const [leg] = state.legs;
    const measure = chosen(state);
    const total = leg && measure && wholeOf(leg, measure, 'sum');
    const each = state.made[0] && numberOf(state.made[0]);
    const where = tableWhereabouts(state.plan.legs[0]?.start[0]?.arguments ?? {});
    if (!leg?.table || !measure || !total || !each || !where)
      return 'the table cannot be said in words';
    const heads = headsOf(state);
    const clauses: Part[][] = [
      [
        `what is the total ${measure.noun}${measure.inUnit} of the ${plural(leg.table.noun)}`,
        ...where,
      ],
      [
        'how much would each get if this total were split equally among ',
        { text: String(heads), value: heads, normalizer: 'number' },
        ' people',
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
