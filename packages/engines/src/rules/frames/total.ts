import type { Part } from '@firefly/domain/synthesis/proposal';
import { plural } from '@firefly/domain/words/nouns';
import { fieldName } from '../attributes.ts';
import { arrayAt, property } from '../expressions.ts';
import type { Frame } from '../frame.ts';
import type { Measure } from '../measures.ts';
import { question } from '../phrases.ts';
import { measuresOf } from '../single-out.ts';
import { tableWhereOf } from '../whereabouts.ts';

const fieldFor = (what: 'total' | 'average', measure: Measure, expression: string) => ({
  name: fieldName(`${what} ${measure.noun}`),
  kind: 'scalar' as const,
  expression,
  compare: { type: 'number' as const, relative: 0.001 },
  says: `${what} ${measure.says}`,
});

const be = (measure: Measure): string => (measure.plural ? 'what are' : 'what is');

const asksTotal = (measure: Measure, nouns: string, where: readonly Part[]): Part[] =>
  measure.counts
    ? [`how many ${measure.noun} do the ${nouns}`, ...where, ' have in total']
    : [`${be(measure)} the total ${measure.noun}${measure.inUnit} of the ${nouns}`, ...where];

const asksAverage = (measure: Measure, nouns: string): Part[] =>
  measure.counts
    ? [`how many ${measure.noun} do they have on average`]
    : // "Their" could mean what was counted before.
      [`${be(measure)} the average ${measure.noun}${measure.inUnit} of these ${nouns}`];

/** "What is the total annual budget in EUR of the museums in PATH, and how many visitors do they have on average?" */
export const total: Frame = {
  name: 'total and average over a complete list',
  propose({ plan, walk, random }) {
    if (plan.pick !== 'none' || walk.table === undefined || plan.names !== null) return undefined;
    const { found, noun, call } = walk.table;
    const where = tableWhereOf(walk.table);
    if (where === undefined) return 'the table cannot be said in words';
    const measures = random.shuffle(measuresOf(found));
    const summed = measures.find((measure) => measure.additive);
    const averaged = measures.find((measure) => measure !== summed && !measure.averages);
    if (summed === undefined || averaged === undefined)
      return 'too few measures to total and average';
    const column = (measure: Measure) =>
      `${arrayAt(call, found.steps)}.${property(measure.column.key)}`;
    const nouns = plural(noun);
    const prompt = question([asksTotal(summed, nouns, where), asksAverage(averaged, nouns)]);
    const fields = [
      fieldFor('total', summed, `$sum(${column(summed)})`),
      fieldFor('average', averaged, `$average(${column(averaged)})`),
    ];
    return [{ frame: this.name, prompt, fields, flows: [] }];
  },
};
