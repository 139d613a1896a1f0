import type { TaskDraft } from '../dataset/task.ts';
import { modelView } from '../observing/model-view.ts';
import { fromPointer } from '../pointer.ts';
import { parseExpression } from '../synthesis/expression-ast.ts';
import { arrayLengths, arrayShape, arraysAbove, arraysAlong, type FoundArray } from './arrays.ts';
import { defineCheck } from './check.ts';
import type { JudgingContext } from './context.ts';
import { callOf, expressionsOf, type Labelled, resultOf, toolOf } from './draft.ts';
import { observedOf } from './leaf-values.ts';
import { signBeside, signOfMore } from './signs-of-more.ts';
import { isRound, limitsOf } from './truncation.ts';

/** Recordings that stop at one length before it counts as a cap of the server; fewer say it of a round one. */
const CAPPED = 3;
const CAPPED_AT_ROUND = 2;

/**
 * Below this, equal lengths are chance and no cap: each lookup by a name finds its one record, and
 * the lists inside of records are short by nature.
 */
const fewestOf = (shape: string): number => (fromPointer(shape).includes('*') ? 5 : 2);

const nameOf = ({ call, pointer }: FoundArray): string => `${call}${pointer}`;

/**
 * The arrays that an expression speaks of as a whole: aggregated, joined, searched for an extreme or
 * a member, compared, or listed.
 */
async function wholesOf(labelled: Labelled, context: JudgingContext): Promise<FoundArray[]> {
  const parsed = parseExpression(labelled.expression);
  if (!parsed.ok) throw new Error(`${labelled.place}: ${parsed.reason}`);
  const { aggregates, wholes: compared } = parsed.facts;
  const paths = aggregates.flatMap(({ path }) => path ?? []);
  const along = (path: string) => arraysAlong(labelled.inputs, path);
  const wholes = [
    ...paths.flatMap(along),
    ...compared.flatMap(({ path, from }) => {
      const outer = new Set((from === '' ? [] : along(from)).map(nameOf));
      return along(path).filter((array) => !outer.has(nameOf(array)));
    }),
  ];
  if (!labelled.list && paths.length === aggregates.length) return wholes;
  const { reads } = await resultOf(labelled, context);
  return [...wholes, ...arraysAbove(labelled.inputs, reads)];
}

/** Why an array may be only a part of what there is, or null. */
function doubt(
  draft: TaskDraft,
  labelled: Labelled,
  array: FoundArray,
  context: JudgingContext,
): string | null {
  const call = callOf(draft, array.call);
  const tool = toolOf(call, context);
  const { length } = array.items;
  if (limitsOf(tool, call.arguments).includes(length))
    return `has ${length} elements, which is a limit`;
  const sign =
    signOfMore(call.observation, array.pointer, length) ?? signBeside(call.result, length);
  if (sign !== null) return `has ${length} elements, but ${sign}`;
  if (/\n\[cut: \d+ more characters\]$/.test(modelView(call.result)))
    return 'is cut in the model view';
  const shape = arrayShape(labelled.inputs, array);
  const longest = observedOf(call, context).flatMap(({ observation }) => {
    const lengths = arrayLengths(observation, shape);
    return lengths.length === 0 ? [] : [Math.max(...lengths)];
  });
  const alike = longest.filter((each) => each === length).length;
  const capped = alike >= CAPPED && length >= fewestOf(shape);
  const roundly = alike >= CAPPED_AT_ROUND && isRound(length);
  return (capped || roundly) && length === Math.max(...longest)
    ? `has ${length} elements, as the longest of other recordings do: the server may stop there`
    : null;
}

/** What is counted, summed, compared or listed is all there is (rule 2.4). */
export const complete = defineCheck('complete', async (draft, context) => {
  const problems = new Set<string>();
  let seen = 0;
  for (const labelled of expressionsOf(draft)) {
    for (const array of await wholesOf(labelled, context)) {
      seen += 1;
      const reason = doubt(draft, labelled, array, context);
      if (reason === null) continue;
      problems.add(`${labelled.place}: ${array.call} ${array.pointer || '(the whole)'} ${reason}`);
    }
  }
  return {
    problems: [...problems],
    seen: `nothing says that the ${seen} arrays used as wholes go on`,
  };
});
