import { arrayAt, property } from '../expressions.ts';
import type { Frame } from '../frame.ts';
import { nounsOf, question, whereabouts } from '../phrases.ts';
import { measuresOf } from '../single-out.ts';
import type { Measure } from '../words.ts';

const field = (name: string, expression: string, says: string) => ({
  name: name.replaceAll(' ', '_'),
  kind: 'scalar' as const,
  expression,
  compare: { type: 'number' as const, relative: 0.001 },
  says,
});

const asksTotal = (measure: Measure, nouns: string, where: readonly unknown[]) =>
  measure.counts
    ? [`how many ${measure.noun} do the ${nouns}`, ...where, ' have in total']
    : [`what is the total ${measure.noun} of the ${nouns}`, ...where, measure.inUnit];

const asksAverage = (measure: Measure) =>
  measure.counts
    ? `how many ${measure.noun} do they have on average`
    : `what is their average ${measure.noun}${measure.inUnit}`;

/** "What is the total annual budget of the museums in PATH in EUR, and how many visitors do they have on average?" */
export const total: Frame = {
  name: 'total and average over a complete list',
  propose({ plan, walk, random }) {
    if (plan.pick !== 'none' || walk.table === undefined || plan.names !== null) return undefined;
    const { found, noun } = walk.table;
    const where = whereabouts(plan.start[0]?.arguments ?? {});
    if (where === undefined) return 'the table cannot be said in words';
    const measures = random.shuffle(measuresOf(found));
    const summed = measures.find((measure) => measure.additive);
    const averaged = measures.find((measure) => measure !== summed);
    if (summed === undefined || averaged === undefined)
      return 'too few measures to total and average';
    const column = (measure: Measure) =>
      `${arrayAt(1, found.steps)}.${property(measure.column.key)}`;
    const nouns = nounsOf(noun);
    const prompt = question([
      asksTotal(summed, nouns, where).filter((part) => part !== '') as string[],
      [asksAverage(averaged)],
    ]);
    const fields = [
      field(`total ${summed.noun}`, `$sum(${column(summed)})`, `total ${summed.noun}`),
      field(
        `average ${averaged.noun}`,
        `$average(${column(averaged)})`,
        `average ${averaged.noun}`,
      ),
    ];
    return [{ frame: this.name, prompt, fields, flows: [] }];
  },
};
