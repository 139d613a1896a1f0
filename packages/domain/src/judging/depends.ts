import type { TaskDraft } from '../dataset/task.ts';
import type { Json } from '../json.ts';
import { leavesOf, shapePointer } from '../pointer.ts';
import type { ReadLeaf } from '../ports.ts';
import { defineCheck } from './check.ts';
import type { JudgingContext } from './context.ts';
import { callOf, expressionsOf, placeOf, resultOf } from './draft.ts';

/** Other recorded values tried for a leaf. */
const ALTERNATIVES = 3;
const key = (leaf: ReadLeaf): string => `${leaf.call}${leaf.pointer}`;

/** Other values of the same leaf in the run's recordings, by call and pointer. */
function alternativesFor(
  draft: TaskDraft,
  leaves: readonly ReadLeaf[],
  context: JudgingContext,
): Record<string, Json[]> {
  const byShape = new Map<string, Json[]>();
  for (const id of new Set(leaves.map((leaf) => leaf.call))) {
    const { fingerprint } = callOf(draft, id);
    for (const { observation } of context.recordings(fingerprint)) {
      for (const leaf of leavesOf(observation)) {
        const shape = `${id}${shapePointer(observation, leaf.pointer)}`;
        const known = byShape.get(shape) ?? [];
        if (known.length <= ALTERNATIVES && !known.includes(leaf.value)) known.push(leaf.value);
        byShape.set(shape, known);
      }
    }
  }
  return Object.fromEntries(
    leaves.map((leaf) => {
      const { shape, value } = placeOf(draft, leaf);
      const others = (byShape.get(`${leaf.call}${shape}`) ?? []).filter((other) => other !== value);
      return [key(leaf), others.slice(0, ALTERNATIVES)];
    }),
  );
}

/**
 * A field's sources are the leaves it depends on (rule 2.2). Which leaves matter can only grow with
 * the recordings at hand, so the list must hold every leaf that the fixed replacements change, and
 * none that neither they nor another recorded value changes.
 */
export const depends = defineCheck('depends', async (draft, context) => {
  const problems: string[] = [];
  let sources = 0;
  for (const { place, expression, inputs, part } of expressionsOf(draft)) {
    if (part.field === undefined) continue;
    const listed = part.field.sources;
    sources += listed.length;
    if (listed.length === 0) problems.push(`${place} depends on no leaf: it is a constant`);
    const { reads } = await resultOf({ place, expression, inputs }, context);
    const always = await context.evaluate.dependsOn(expression, inputs, reads);
    const known = new Set(listed.map(key));
    const missing = always.find((leaf) => !known.has(key(leaf)));
    if (missing !== undefined) {
      problems.push(
        `${place} depends on ${missing.call} ${missing.pointer}, which its sources leave out`,
      );
    }
    const certain = new Set(always.map(key));
    const open = listed.filter((leaf) => !certain.has(key(leaf)));
    const alternatives = alternativesFor(draft, open, context);
    const found = await context.evaluate.dependsOn(expression, inputs, open, alternatives);
    const mattering = new Set(found.map(key));
    const idle = open.find((leaf) => !mattering.has(key(leaf)));
    if (idle !== undefined) {
      problems.push(
        `${place} lists ${idle.call} ${idle.pointer}, but no other value there changes it`,
      );
    }
  }
  return { problems, seen: `${sources} sources, and each of them changes its field` };
});
