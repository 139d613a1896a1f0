import { randomOf } from '@firefly/domain/random';
import type { Part } from '@firefly/domain/synthesis/proposal';
import { plural } from '@firefly/domain/words/nouns';
import { fieldName } from '../attributes.ts';
import { arrayAt, ownProperty, property } from '../expressions.ts';
import type { Measure } from '../measures.ts';
import { question, superlative } from '../phrases.ts';
import { uniqueExtreme } from '../single-out.ts';
import { tableWhereabouts } from '../whereabouts.ts';
import { numberField } from './fields.ts';
import type { JointKind, JointState } from './kind.ts';
import { computing } from './operators.ts';
import { measuresIn, wholeOf } from './quantities.ts';
import { numberJoin, numberOf } from './sources.ts';

/** Measures with one largest and one smallest value, that is above nothing. */
const chosen = ({ plan, legs }: Pick<JointState, 'plan' | 'legs'>): Measure | undefined => {
  const rows = legs[0]?.table?.found.rows ?? [];
  return randomOf(plan.seed, 'measure').pick(
    measuresIn(legs[0]).filter(({ column: { key } }) => {
      const ends = [uniqueExtreme(rows, key, 'max'), uniqueExtreme(rows, key, 'min')];
      return !ends.includes(undefined) && rows.every((row) => Number(row[key]) > 0);
    }),
  );
};

/** The operation of the two ends: by how much, or by what factor. */
const operatorOf = ({ plan }: Pick<JointState, 'plan'>) =>
  randomOf(plan.seed, 'operation').pick(
    (['difference', 'quotient'] as const).flatMap(
      (operation) => computing(plan.operators, operation) ?? [],
    ),
  );

/** "Of the museums in PATH, which one has the highest annual budget, and by what factor does it exceed the lowest?" */
export const spread: JointKind = {
  name: 'the ends of a measure compared',
  fits: ({ plan, legs }) =>
    legs.length === 1 &&
    plan.legs[0]?.pick === 'none' &&
    operatorOf({ plan }) !== undefined &&
    chosen({ plan, legs }) !== undefined,
  next(state) {
    const [leg] = state.legs;
    const measure = chosen(state);
    const operator = operatorOf(state);
    const most = leg && measure && wholeOf(leg, measure, 'max');
    const least = leg && measure && wholeOf(leg, measure, 'min');
    if (!most || !least || !operator || state.made.length > 0) return undefined;
    return numberJoin(operator, [most, least]);
  },
  ask(state) {
    const [leg] = state.legs;
    const measure = chosen(state);
    const operator = operatorOf(state);
    const result = state.made[0] && numberOf(state.made[0]);
    const where = tableWhereabouts(state.plan.legs[0]?.start[0]?.arguments ?? {});
    if (!leg?.table || !measure || !operator || !result || !where)
      return 'the table cannot be said in words';
    const { found, noun, call } = leg.table;
    const { column, scale, counts, inUnit, noun: what } = measure;
    const rows = arrayAt(call, found.steps);
    const top = `${rows}[${ownProperty(column.key)}=$max(${rows}.${property(column.key)})]`;
    const times = operator.operation === 'quotient';
    const amount = counts ? `number of ${what}` : what;
    const [most, least] = counts ? ['highest', 'lowest'] : [scale.most, scale.least];
    const gap: Part[] = times
      ? [`what is the ratio of the ${most} ${amount} to the ${least}`]
      : [`what is the difference between the ${most} and the ${least} ${amount}${inUnit}`];
    const clauses: Part[][] = [
      [`of the ${plural(noun)}`, ...where, `, which one has the ${superlative(measure, 'max')}`],
      gap,
    ];
    return {
      prompt: question(clauses),
      fields: [
        {
          name: fieldName(noun),
          kind: 'scalar',
          expression: `${top}.${property(found.label)}`,
          compare: { type: 'exact' },
          says: noun,
        },
        numberField(times ? 'ratio' : 'difference', result.expression),
      ],
    };
  },
};
