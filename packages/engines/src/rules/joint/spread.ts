import { randomOf } from '@firefly/domain/random';
import { plural } from '@firefly/domain/words/nouns';
import { fieldName } from '../attributes.ts';
import { arrayAt, ownProperty, property } from '../expressions.ts';
import { type Measure, superlative } from '../measures.ts';
import { question } from '../phrases.ts';
import { uniqueExtreme } from '../single-out.ts';
import type { Walk } from '../walk.ts';
import { tableWhereOf } from '../whereabouts.ts';
import { numberField } from './fields.ts';
import type { JointKind } from './kind.ts';
import { computing } from './operators.ts';
import { isWorth, measuresIn, wholeOf } from './quantities.ts';
import { numberJoin, numberOf } from './sources.ts';

/** Measures that start at no amount: 20 degrees are not twice as warm as 10. */
const SCALED = new Set(['count', 'money', 'mass', 'length', 'area', 'volume', 'duration']);

/** Measures with one largest and one smallest value, both above nothing. */
function spreading(leg: Walk, table: NonNullable<Walk['table']>): Measure[] {
  const { rows } = table.found;
  return measuresIn(leg).filter((measure) => {
    const { column } = measure;
    const ends = [uniqueExtreme(rows, column, 'max'), uniqueExtreme(rows, column, 'min')];
    const values = (['max', 'min'] as const).map((end) => wholeOf(table, measure, end).value);
    return (
      SCALED.has(column.unit?.quantity ?? '') && !ends.includes(undefined) && values.every(isWorth)
    );
  });
}

/** "Of the museums in PATH, which one has the highest annual budget, and what is the ratio of the highest annual budget to the lowest?" */
export const spread: JointKind = {
  name: 'the ends of a measure compared',
  open({ plan, legs }) {
    const [leg, ...others] = legs;
    const table = leg?.table;
    const operator = randomOf(plan.seed, 'operation').pick(
      (['difference', 'quotient'] as const).flatMap(
        (operation) => computing(plan.operators, operation) ?? [],
      ),
    );
    if (!table || !operator || others.length > 0 || leg.places.length > 0) return undefined;
    const measure = randomOf(plan.seed, 'measure').pick(spreading(leg, table));
    if (measure === undefined) return undefined;
    const ends = [wholeOf(table, measure, 'max'), wholeOf(table, measure, 'min')] as const;
    return {
      next: (made) => (made.length > 0 ? undefined : numberJoin(operator, ends)),
      ask(made) {
        const result = made[0] && numberOf(made[0]);
        const where = tableWhereOf(table);
        if (result === undefined) return 'the answer gives no number';
        if (where === undefined) return 'the table cannot be said in words';
        const { found, noun, call } = table;
        const { column, scale, counts, inUnit, noun: what } = measure;
        const rows = arrayAt(call, found.steps);
        const top = `${rows}[${ownProperty(column.key)}=$max(${rows}.${property(column.key)})]`;
        const amount = counts ? `number of ${what}` : what;
        const [most, least] = counts ? ['highest', 'lowest'] : [scale.most, scale.least];
        const lead = `, which one has the ${superlative(measure, 'max')}`;
        const [gap, says] =
          operator.operation === 'quotient'
            ? [`what is the ratio of the ${most} ${amount} to the ${least}`, 'ratio']
            : [
                `what is the difference between the ${most} and the ${least} ${amount}${inUnit}`,
                'difference',
              ];
        return {
          prompt: question([[`of the ${plural(noun)}`, ...where, lead], [gap]]),
          fields: [
            {
              name: fieldName(noun),
              kind: 'scalar',
              expression: `${top}.${property(found.label)}`,
              compare: { type: 'exact' },
              says: noun,
            },
            numberField(says, result.expression),
          ],
        };
      },
    };
  },
};
