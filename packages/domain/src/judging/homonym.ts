import type { TaskCall, TaskDraft } from '../dataset/task.ts';
import type { JsonObject } from '../json.ts';
import { fromPointer, leavesOf } from '../pointer.ts';
import { labelKey, objectArrays, relationsOf } from '../tool-graph/tables.ts';
import { argumentLeaves } from './arguments.ts';
import { defineCheck, show } from './check.ts';
import { isCityName, isLabel, namesCity, takesCity } from './cities.ts';
import { aboutOf, agree, columnAbout, recordsAround } from './columns.ts';
import type { JudgingContext } from './context.ts';
import { namesAnyCountry, namesCountry } from './countries.ts';
import {
  expressionsOf,
  flowLeaves,
  flowPlace,
  type Place,
  placeOf,
  toolOf,
  usedLeaves,
} from './draft.ts';
import { flowDependencies } from './flow-sources.ts';
import { strangers } from './looked-up.ts';
import { sameScalar } from './mentions.ts';
import { type Origin, originOf } from './origin.ts';
import { parameterAt } from './parameters.ts';

/** The records of a call that the task goes on with; those that carry the label, if any does. */
function foundRecords(used: readonly Place[], call: TaskCall, label: string): JsonObject[] {
  const around = used
    .filter((place) => place.call.id === call.id)
    .flatMap((place) => recordsAround(call.observation, place.pointer));
  const records = [...new Set(around)];
  const named = records.filter((record) =>
    Object.values(record).some((value) => sameScalar(value, label)),
  );
  return named.length > 0 ? named : records;
}

/** Both ends of a relation: what stands beside one speaks of the other, not of the thing named. */
const isRelation = (record: JsonObject): boolean =>
  relationsOf([record]).some((table) => table.steps.length === 0);

/** A value that says where a thing belongs (a country, a region), not what it measures. */
const isContext = (about: string, value: string | number): boolean =>
  isLabel(value) && !/\b(type|kind|class|level|status|category|confidence)$/.test(about);

/** What tells things of one name apart: where they lie. */
const LIES_IN = /(^|\s)(country|state|region|province|county)$/;

/** A thing lies in its town, so both lie near each other; a country's midpoint may be far from it. */
const liesNear = (about: string, held: string): boolean =>
  /^(latitude|longitude)$/.test(about) && namesCity(held);

/** The rows of a call that mention the label, if none goes by it: they are what belongs to it. */
function belonging(call: TaskCall, label: string): JsonObject[] {
  const rows = [...objectArrays(call.observation)].flatMap((array) => array.rows);
  const mention = rows.filter((row) => Object.values(row).includes(label));
  return mention.some((row) => row[labelKey([row]) ?? ''] === label) ? [] : mention;
}

/**
 * What a label's own record and the record found by it say differently. A record that only mentions
 * the label (a museum its country) has measures and coordinates of its own: then only what both say
 * of where they belong is compared.
 */
function contradictions(
  { record, held }: Origin,
  label: string,
  call: TaskCall,
  found: readonly JsonObject[],
): string[] {
  if (record === undefined || isRelation(record)) return [];
  const itself = labelKey([record]) === held;
  const own = aboutOf(record);
  // In a list of what belongs to the label, what differs from row to row speaks of the rows: unless
  // it says where they lie, for then the label is the name of several.
  const rows = belonging(call, label);
  const differs = (about: string): boolean =>
    new Set(rows.map((row) => aboutOf(row).get(about))).size > 1;
  return found.flatMap((other) =>
    [...(isRelation(other) ? [] : aboutOf(other))].flatMap(([about, theirs]) => {
      const ours = own.get(about);
      if (ours === undefined || about === columnAbout(held) || agree(about, ours, theirs))
        return [];
      if (differs(about) && !LIES_IN.test(about)) return [];
      const context = isContext(about, ours) && isContext(about, theirs);
      if (!itself && !context && !liesNear(about, held)) return [];
      return [`${show(label)}: ${about} is ${show(ours)} there and ${show(theirs)} here`];
    }),
  );
}

/** Whether the town that a call looks up is told from others of its name. */
function countryKnown(
  draft: TaskDraft,
  call: TaskCall,
  sources: readonly Origin[],
  found: readonly JsonObject[],
): boolean {
  const told = [...leavesOf(call.arguments)].some((leaf) =>
    fromPointer(leaf.pointer).some((segment) => columnAbout(segment) === 'country'),
  );
  if (told) return true;
  if (sources.some(({ record }) => record !== undefined && aboutOf(record).has('country')))
    return true;
  const countries = found.flatMap((record) => aboutOf(record).get('country') ?? []);
  if (countries.length === 0) return namesAnyCountry(draft.prompt);
  return countries.every((country) => namesCountry(draft.prompt, String(country)));
}

function cityProblems(
  draft: TaskDraft,
  call: TaskCall,
  used: readonly Place[],
  origins: readonly { readonly pointer: string; readonly origin: Origin }[],
  context: JudgingContext,
): string[] {
  const tool = toolOf(call, context);
  return [...argumentLeaves(call, tool.inputSchema)].flatMap(({ pointer, value }) => {
    if (!isCityName(value)) return [];
    const sources = origins
      .filter((each) => `${pointer}/`.startsWith(`${each.pointer}/`))
      .map((each) => each.origin);
    const column = sources.some(({ held }) => namesCity(held));
    if (!column && !takesCity(tool, parameterAt(tool, call.arguments, pointer))) return [];
    const found = foundRecords(used, call, value);
    return countryKnown(draft, call, sources, found)
      ? []
      : [`${call.id} looks up the town ${show(value)} without its country`];
  });
}

/** A lookup by a label finds the thing that was meant, not another of its name (rule 2.3). */
export const homonym = defineCheck('homonym', async (draft, context) => {
  const used = await usedLeaves(draft, context);
  const problems: string[] = [];
  for (const labelled of expressionsOf(draft)) {
    const { field, flow } = labelled.part;
    const read =
      field !== undefined
        ? field.sources.map((source) => placeOf(draft, source))
        : await flowDependencies(draft, flow, context);
    problems.push(...strangers(labelled, read, context));
  }
  for (const call of draft.calls) {
    const origins: { pointer: string; origin: Origin }[] = [];
    for (const flow of draft.flows.filter((each) => each.to === call.id)) {
      for (const source of await flowLeaves(draft, flow, context)) {
        const origin = originOf(draft, flow, source);
        origins.push({ pointer: flow.to_pointer, origin });
        if (!isLabel(origin.value)) continue;
        const found = foundRecords(used, call, origin.value);
        for (const problem of contradictions(origin, origin.value, call, found)) {
          problems.push(`${flowPlace(flow)}: ${problem}`);
        }
      }
    }
    problems.push(...cityProblems(draft, call, used, origins, context));
  }
  return { problems: [...new Set(problems)], seen: 'every lookup by a name found what was meant' };
});
