import type { JointPlan } from '@firefly/domain/exploration/plan';
import { randomOf } from '@firefly/domain/random';
import type { Part } from '@firefly/domain/synthesis/proposal';
import type { Measure } from '../measures.ts';
import { possessed, question } from '../phrases.ts';
import type { Place } from '../place.ts';
import type { Walk } from '../walk.ts';
import { numberField } from './fields.ts';
import type { JointKind } from './kind.ts';
import { attributeLead, extremeLead } from './leads.ts';
import { computing } from './operators.ts';
import { amountOf, isWorth, measuresIn, oneOf, rowOf } from './quantities.ts';
import { numberJoin, numberOf } from './sources.ts';

const DIVISORS = new Set(['count', 'area', 'volume']);

/** What an amount may be divided by: heads, space, or how long it is meant to last. */
const divides = ({ column, noun, averages }: Measure): boolean =>
  !averages && (DIVISORS.has(column.unit?.quantity ?? '') || /^(duration|term)$/.test(noun));

interface Ratio {
  readonly over: Measure;
  readonly under: Measure;
  readonly unit: string;
}

/** Measures of which one divided by the other means something: money per head, per square metre. */
function ratiosOf(leg: Walk, { record, selector }: Place): Ratio[] {
  const used = selector.kind === 'extreme' ? selector.column.key : undefined;
  const measures = measuresIn(leg).filter(
    ({ column: { key } }) => key !== used && isWorth(Number(record[key])),
  );
  return measures.flatMap((over) =>
    measures.flatMap((under): Ratio[] => {
      const unit = oneOf(under, over.noun);
      const amount = over.additive && over.column.unit?.quantity === 'money';
      return amount && divides(under) && unit !== undefined ? [{ over, under, unit }] : [];
    }),
  );
}

const chosen = (plan: JointPlan, leg: Walk, place: Place): Ratio | undefined =>
  randomOf(plan.seed, 'ratio').pick(ratiosOf(leg, place));

/** "Who is the director of the museum X in PATH, and what is its annual budget in EUR per visitor?" */
export const per: JointKind = {
  name: 'one measure of a thing by another',
  open({ plan, legs }) {
    const [leg, ...others] = legs;
    const place = rowOf(leg);
    const quotient = computing(plan.operators, 'quotient');
    const ratio = leg && place && chosen(plan, leg, place);
    if (!ratio || !quotient || others.length > 0) return undefined;
    const { over, under, unit } = ratio;
    return {
      next: (made) =>
        made.length > 0
          ? undefined
          : numberJoin(quotient, [amountOf(leg, place, over), amountOf(leg, place, under)]),
      ask(made, columnsOf) {
        const result = made[0] && numberOf(made[0]);
        if (result === undefined) return 'the answer gives no number';
        const random = randomOf(plan.seed, 'other');
        const lead =
          extremeLead(leg, place) ?? attributeLead(leg, place, [over, under], random, columnsOf);
        if (typeof lead === 'string') return lead;
        const is = over.plural ? 'what are ' : 'what is ';
        const noun = `${over.noun}${over.inUnit} per ${unit}`;
        const asks: Part[] = [is, ...possessed(noun, lead.again)];
        return {
          prompt: question([lead.clause, asks]),
          fields: [lead.field, numberField(`${over.noun} per ${unit}`, result.expression)],
        };
      },
    };
  },
};
