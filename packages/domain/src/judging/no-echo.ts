import type { TaskDraft, TaskField } from '../dataset/task.ts';
import { canonicalJson } from '../identity.ts';
import { fromPointer, leavesOf } from '../pointer.ts';
import { answerValues, askedOf } from './asked.ts';
import { defineCheck, show } from './check.ts';
import { isChoice } from './choice.ts';
import type { JudgingContext } from './context.ts';
import { fieldPlace, type Place } from './draft.ts';
import { leafValues } from './leaf-values.ts';
import { mentions, sameScalar } from './mentions.ts';
import { isPart, partValues } from './part-values.ts';
import { unaskableName, unaskableValue } from './unaskable.ts';

const nameOf = (place: Place): string =>
  fromPointer(place.shape).findLast((segment) => segment !== '*') ?? '';

/**
 * The value was known before it was read: an argument of the call that gave it, or of an earlier one.
 * An argument of a later call is no echo: it was found on the way and may well be asked for.
 */
function echoes(draft: TaskDraft, field: TaskField): string[] {
  const used = new Set(field.sources.map((source) => source.call));
  const last = draft.calls.findLastIndex((call) => used.has(call.id));
  const { leaves, direct } = askedOf(draft, field);
  const asked = new Set(leaves.map((place) => place.call.id));
  const end = direct ? draft.calls.findIndex((call) => asked.has(call.id)) : last;
  const known = draft.calls
    .slice(0, end + 1)
    .flatMap((call) => [...leavesOf(call.arguments)].map((leaf) => ({ call, ...leaf })));
  return answerValues(draft, field).flatMap((value) => {
    if (mentions(draft.prompt, value)) return [`${show(value)} stands in the prompt`];
    const argument = known.find((leaf) => sameScalar(leaf.value, value));
    return argument === undefined
      ? []
      : [`${show(value)} is the argument ${argument.call.id} ${argument.pointer}`];
  });
}

/** Two different values over three recordings with different arguments, or over three rows. */
function varies(place: Place, context: JudgingContext): boolean {
  const { values, recordings } = leafValues(place, context);
  const rows = place.shape.split('/').includes('*') ? values.length : 0;
  return new Set(values.map(canonicalJson)).size > 1 && (recordings >= 3 || rows >= 3);
}

/** A part of a text that is the same in three texts or more, and differs in none. */
async function isFixed(
  draft: TaskDraft,
  field: TaskField,
  place: Place,
  context: JudgingContext,
): Promise<boolean> {
  const { values, recordings } = await partValues(draft, field, place, context);
  return recordings >= 3 && new Set(values.map(canonicalJson)).size === 1;
}

/** Nobody asks for what they said themselves, for constants, flags, ids, paths or timings (rule 2.8). */
export const noEcho = defineCheck('no-echo', async (draft, context) => {
  const problems: string[] = [];
  for (const field of draft.fields) {
    const { leaves, direct } = askedOf(draft, field);
    const [first] = leaves;
    if (first === undefined) {
      problems.push(`${fieldPlace(field)} reads no leaf`);
      continue;
    }
    const found = isChoice(draft, field) ? [] : echoes(draft, field);
    if (direct) {
      for (const place of leaves) {
        const kind = unaskableName(nameOf(place));
        if (kind !== null) found.push(`${place.call.id} ${place.pointer} is ${kind}`);
      }
      for (const place of leaves) {
        if (isPart(draft, field, place) && (await isFixed(draft, field, place, context)))
          found.push(`the texts of ${place.call.id} all say the same of it`);
      }
      const constant = leaves.find((place) => !varies(place, context));
      if (constant !== undefined) {
        found.push(
          `${constant.call.id} ${constant.shape} was not seen with two values over three recordings`,
        );
      }
      for (const value of answerValues(draft, field)) {
        const kind = unaskableValue(value);
        if (kind !== null) found.push(`${show(value)} looks like ${kind}`);
      }
    } else if (!leaves.some((place) => varies(place, context))) {
      found.push(`no leaf it is computed from was seen with two values over three recordings`);
    }
    const name = unaskableName(field.name);
    if (name !== null) found.push(`its name says ${name}`);
    problems.push(...[...new Set(found)].map((problem) => `${fieldPlace(field)}: ${problem}`));
  }
  return {
    problems,
    seen: `all ${draft.fields.length} fields ask for something a tool had to tell`,
  };
});
