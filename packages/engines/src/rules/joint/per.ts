import { randomOf } from '@firefly/domain/random';
import type { Part } from '@firefly/domain/synthesis/proposal';
import { plural } from '@firefly/domain/words/nouns';
import { attributesOf, fieldName } from '../attributes.ts';
import { property, recordExpression } from '../expressions.ts';
import { type Measure, measureOf } from '../measures.ts';
import { firstPhrase, possessed, question, superlative, takenUp } from '../phrases.ts';
import type { Place } from '../place.ts';
import type { Walk } from '../walk.ts';
import { tableWhereabouts } from '../whereabouts.ts';
import { numberField } from './fields.ts';
import type { JointKind, JointState } from './kind.ts';
import { computing } from './operators.ts';
import { amountOf, measuresIn, oneOf, rowOf } from './quantities.ts';
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
function ratiosOf(leg: Walk | undefined): Ratio[] {
  const measures = measuresIn(leg);
  return measures.flatMap((over) =>
    measures.flatMap((under): Ratio[] => {
      const unit = oneOf(under, over.noun);
      const amount = over.additive && over.column.unit?.quantity === 'money';
      return amount && divides(under) && unit !== undefined ? [{ over, under, unit }] : [];
    }),
  );
}

const chosen = ({ plan, legs }: Pick<JointState, 'plan' | 'legs'>): Ratio | undefined => {
  const place = rowOf(legs[0]);
  const used = place?.selector.kind === 'extreme' ? place.selector.column.key : undefined;
  const ratios = ratiosOf(legs[0]).filter(
    ({ over, under }) =>
      over.column.key !== used &&
      under.column.key !== used &&
      Number(place?.record[under.column.key]) > 0,
  );
  return randomOf(plan.seed, 'ratio').pick(ratios);
};

/** "of the museums in PATH, which one has the most visitors", with its name as a field. */
function leadOf(leg: Walk, place: Place) {
  if (place.selector.kind !== 'extreme' || place.label === undefined || place.noun === undefined)
    return undefined;
  const measure = measureOf(place.selector.column);
  const where = tableWhereabouts(place.arguments);
  if (measure === undefined || where === undefined) return undefined;
  const best = superlative(measure, place.selector.end);
  const clause: Part[] = [`of the ${plural(place.noun)}`, ...where, `, which one has the ${best}`];
  const field = {
    name: fieldName(place.noun),
    kind: 'scalar' as const,
    expression: `${recordExpression(leg.places, leg.references, 0)}.${property(place.label)}`,
    compare: { type: 'exact' as const },
    says: place.noun,
  };
  return { clause, field };
}

/** "Who is the director of the museum X in PATH, and what is its annual budget in EUR per visitor?" */
export const per: JointKind = {
  name: 'one measure of a thing by another',
  fits: ({ plan, legs }) =>
    legs.length === 1 &&
    rowOf(legs[0]) !== undefined &&
    computing(plan.operators, 'quotient') !== undefined &&
    chosen({ plan, legs }) !== undefined,
  next(state) {
    const [leg] = state.legs;
    const place = rowOf(leg);
    const ratio = chosen(state);
    const operator = computing(state.plan.operators, 'quotient');
    if (!leg || !place || !ratio || !operator || state.made.length > 0) return undefined;
    const over = amountOf(leg, place, ratio.over);
    return numberJoin(operator, [over, amountOf(leg, place, ratio.under)]);
  },
  ask(state, columnsOf) {
    const [leg] = state.legs;
    const place = rowOf(leg);
    const ratio = chosen(state);
    const result = state.made[0] && numberOf(state.made[0]);
    if (!leg || !place || !ratio || !result) return 'the ratio cannot be read off the answer';
    const { over, unit } = ratio;
    const noun = `${over.noun}${over.inUnit} per ${unit}`;
    const asks = (of: readonly Part[]): Part[] => ['what is ', ...possessed(noun, of)];
    const field = numberField(`${over.noun} per ${unit}`, result.expression);
    const lead = leadOf(leg, place);
    if (lead !== undefined)
      return {
        prompt: question([lead.clause, asks(takenUp(place.noun, []))]),
        fields: [lead.field, field],
      };
    const subject = firstPhrase(place);
    if (subject === undefined || place.label === undefined)
      return 'the record cannot be said in words';
    const record = recordExpression(leg.places, leg.references, 0);
    const except = [place.label, over.column.key, ratio.under.column.key];
    const others = attributesOf(place.record, record, columnsOf(place), except);
    const other = randomOf(state.plan.seed, 'other').pick(others);
    if (other === undefined) return 'the record has no other attribute with a plain noun';
    return {
      prompt: question([other.asks(subject), asks(takenUp(place.noun, subject))]),
      fields: [other.field, field],
    };
  },
};
