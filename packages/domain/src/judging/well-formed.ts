import { toolId } from '../catalog/tool.ts';
import { compileSchema } from '../catalog/validator.ts';
import type { TaskDraft } from '../dataset/task.ts';
import type { JsonObject } from '../json.ts';
import { compareMisfit } from '../reward/compare-fits.ts';
import { placeholdersOf } from '../synthesis/answer-form.ts';
import { defineCheck, show } from './check.ts';
import type { JudgingContext } from './context.ts';
import { sameJson, toolOf } from './draft.ts';

const sortedUnique = (values: readonly string[]): string[] => [...new Set(values)].sort();

/** Why a value does not fit a schema, or null. */
function misfitOf(schema: JsonObject, value: JsonObject): string | null {
  const compiled = compileSchema(schema);
  if (!compiled.ok) return `the schema cannot be used: ${compiled.reason}`;
  return compiled.fits(value) ? null : `${show(value)} is not what it allows`;
}

function answerProblems(draft: TaskDraft): string[] {
  const names = draft.fields.map((field) => field.name);
  const placeholders = placeholdersOf(draft.answer_template);
  const misfit = misfitOf(draft.answer_schema, draft.answer);
  return [
    new Set(names).size === names.length ? [] : ['two fields have one name'],
    names.length > 0 ? [] : ['there is no field'],
    sameJson(names.toSorted(), placeholders.toSorted())
      ? []
      : [`the template shows ${show(placeholders)}, the fields are ${show(names)}`],
    sameJson(names.toSorted(), Object.keys(draft.answer).toSorted())
      ? []
      : ['the answer does not have exactly the fields'],
    misfit === null ? [] : [`the answer does not fit its schema: ${misfit}`],
    draft.fields.flatMap((field) => {
      const unfit = compareMisfit(field, draft.answer[field.name] ?? null);
      return unfit === null ? [] : [`the compare of ${field.name} does not fit: ${unfit}`];
    }),
  ].flat();
}

function callProblems(draft: TaskDraft, context: JudgingContext): string[] {
  const order = new Map(draft.calls.map((call, index) => [call.id, index]));
  const ids = draft.calls.map((_, index) => `c${index + 1}`);
  const numbered = sameJson(
    ids,
    draft.calls.map((call) => call.id),
  );
  const backward = draft.flows.filter(
    (flow) => (order.get(flow.from) ?? Number.POSITIVE_INFINITY) >= (order.get(flow.to) ?? -1),
  );
  return [
    numbered ? [] : ['the calls are not numbered c1, c2, … in their order'],
    backward.map((flow) => `the flow ${flow.from} -> ${flow.to} does not run forward`),
    draft.calls.flatMap((call) => {
      const misfit = misfitOf(toolOf(call, context).inputSchema, call.arguments);
      return misfit === null ? [] : [`the arguments of ${call.id} do not fit: ${misfit}`];
    }),
  ].flat();
}

function toolProblems(draft: TaskDraft): string[] {
  const used = sortedUnique(
    draft.calls.map((call) => toolId({ server: call.server, name: call.tool })),
  );
  const servers = sortedUnique(draft.calls.map((call) => call.server));
  const withheld = used.filter((id) => !draft.offered_tools.includes(id));
  return [
    sameJson(used, [...draft.needed_tools])
      ? []
      : [`needed_tools should be ${show(used)}, sorted and each once`],
    withheld.map((id) => `${id} is needed but not offered`),
    servers.filter((name) => !draft.servers.includes(name)).map((name) => `${name} is not listed`),
  ].flat();
}

/** The parts of the draft fit each other: template, schema, answer, calls, tools. */
export const wellFormed = defineCheck('well-formed', (draft, context) => ({
  problems: [...answerProblems(draft), ...callProblems(draft, context), ...toolProblems(draft)],
  seen: `${draft.fields.length} fields and ${draft.calls.length} calls fit together`,
}));
