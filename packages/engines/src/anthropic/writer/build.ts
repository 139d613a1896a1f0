import type { TaskCall } from '@firefly/domain/dataset/task';
import type { JsonObject } from '@firefly/domain/json';
import { show } from '@firefly/domain/judging/check';
import { literalsOf } from '@firefly/domain/judging/unaccounted';
import { placeholdersOf } from '@firefly/domain/synthesis/answer-form';
import { callReferences } from '@firefly/domain/synthesis/expression-calls';
import type { LaidOutField, LaidOutProposal } from '@firefly/domain/synthesis/laid-out';
import type { PlacedPart } from '@firefly/domain/synthesis/prompt';
import type { ProposedFlow } from '@firefly/domain/synthesis/proposal';
import { account } from './account.ts';
import { fieldOf } from './field-of.ts';
import { frameOf } from './frame-of.ts';
import { renumbered, strandedCall } from './renumbered.ts';
import { saidLiteral } from './said-value.ts';
import type { AccountInput } from './traced-flow.ts';

/** A task that is whole: its calls are those it needs. Or everything that is wrong with it. */
export type Built =
  | {
      readonly proposal: LaidOutProposal;
      readonly calls: readonly TaskCall[];
      /** What those calls are called where all are shown. */
      readonly shownAs: readonly string[];
    }
  | { readonly problems: readonly string[] };

/** The ids of the calls that expressions name. */
const namedBy = (parts: readonly { readonly expression: string }[]): string[] =>
  parts.flatMap(({ expression }) => callReferences(expression).map(({ call }) => call));

async function fieldsOf(
  { task, calls, evaluate }: AccountInput,
  problems: string[],
): Promise<LaidOutField[]> {
  const inputs: JsonObject = Object.fromEntries(calls.map((call) => [call.id, call.observation]));
  const fields: LaidOutField[] = [];
  for (const field of task.fields) {
    const made = await fieldOf(field, inputs, evaluate);
    if ('problem' in made) problems.push(made.problem);
    else fields.push(made.field);
  }
  const names = task.fields.map(({ name }) => name).toSorted();
  const shown = placeholdersOf(task.answer_template).toSorted();
  if (names.join() !== shown.join())
    problems.push(`answer_template must hold each field once in braces: ${names.join(', ')}`);
  return fields;
}

/** Every literal of an expression stands in the prompt (rule 2.6). */
function literalsIn(
  input: AccountInput,
  parts: readonly { readonly expression: string }[],
  problems: string[],
): PlacedPart[] {
  return parts.flatMap(({ expression }) => {
    const literals = literalsOf(expression);
    const values = 'values' in literals ? literals.values : [];
    return values.flatMap((value) => {
      const said = saidLiteral(input.task, value);
      if (said !== undefined) return [said];
      problems.push(`${show(value)} in ${show(expression)} is nothing that the prompt says`);
      return [];
    });
  });
}

/**
 * Builds a proposed task on an exploration: finds its values in the prompt, gives each argument its flow, and
 * leaves only the calls that fields and flows go through. It decides nothing; the checks do that.
 */
export async function build(input: AccountInput): Promise<Built> {
  const { task, calls } = input;
  const problems: string[] = [];
  const fields = await fieldsOf(input, problems);
  const flows: ProposedFlow[] = [];
  const placed: PlacedPart[] = [];
  const needed = new Set(namedBy(fields));
  // Flows run forward, so that each call is met after all that need it.
  for (const call of calls.toReversed()) {
    if (!needed.has(call.id)) continue;
    const accounted = await account(input, call);
    problems.push(...accounted.problems);
    flows.unshift(...accounted.flows);
    placed.push(...accounted.placed);
    for (const id of namedBy(accounted.flows)) needed.add(id);
  }
  placed.push(...literalsIn(input, [...flows, ...fields], problems));
  const stranded = strandedCall(calls, needed);
  if (stranded !== undefined)
    problems.push(`${stranded.id} was made after calls that changed something: leave it out`);
  if (problems.length > 0) return { problems };
  const kept = calls.filter(({ id }) => needed.has(id));
  const parts = renumbered({ calls: kept, fields, flows });
  return {
    calls: parts.calls,
    shownAs: kept.map(({ id }) => id),
    proposal: {
      frame: frameOf(task),
      prompt: task.prompt,
      placed,
      fields: parts.fields,
      flows: parts.flows,
      template: task.answer_template,
    },
  };
}
