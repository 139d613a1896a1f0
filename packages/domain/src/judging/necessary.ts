import type { TaskCall, TaskDraft, TaskField } from '../dataset/task.ts';
import type { Json } from '../json.ts';
import { type Leaf, leavesOf, shapePointer, valueAt } from '../pointer.ts';
import { argumentLeaves } from './arguments.ts';
import { defineCheck } from './check.ts';
import type { JudgingContext } from './context.ts';
import { callOf, expressionsOf, type Labelled, placeOf, sameJson, toolOf } from './draft.ts';
import { flowDependencies } from './flow-sources.ts';
import { derivable, stands } from './mentions.ts';
import { parameterAt } from './parameters.ts';

interface Reader extends Labelled {
  readonly calls: ReadonlySet<string>;
}

/** Expressions with the calls that each of them really takes something from: a mention is no need. */
async function readersOf(draft: TaskDraft, context: JudgingContext): Promise<Reader[]> {
  const readers: Reader[] = [];
  for (const labelled of expressionsOf(draft)) {
    const { field, flow } = labelled.part;
    const calls =
      field !== undefined
        ? field.sources.map(({ call }) => call)
        : (await flowDependencies(draft, flow, context)).map(({ call }) => call.id);
    readers.push({ ...labelled, calls: new Set(calls) });
  }
  return readers;
}

/** The call and all calls that take, directly or not, a value from it. */
function below(readers: readonly Reader[], id: string): Set<string> {
  const found = new Set([id]);
  for (let size = 0; size < found.size; ) {
    size = found.size;
    for (const { part, calls } of readers) {
      if (part.flow !== undefined && [...calls].some((call) => found.has(call))) {
        found.add(part.flow.to);
      }
    }
  }
  return found;
}

/** A parameter would take the value without being told: it is its default or one of few choices. */
function offered(call: TaskCall, pointer: string, value: Json, context: JudgingContext): boolean {
  const tool = toolOf(call, context);
  const parameter = parameterAt(tool, call.arguments, pointer);
  const leaf = [...argumentLeaves(call, tool.inputSchema)].find((at) => at.pointer === pointer);
  return [parameter?.default, leaf?.schema.constant, ...(parameter?.enum ?? [])].some((candidate) =>
    sameJson(candidate, value),
  );
}

/**
 * Columns of other calls in which a field picks its row by a value that the dropped call alone tells, as
 * "call pointer": the largest loan names its borrower, and a list has a price for each museum.
 */
function pickedFrom(draft: TaskDraft, field: TaskField, dropped: TaskCall): ReadonlySet<string> {
  const places = field.sources.map((source) => placeOf(draft, source));
  const own = places.filter(({ call }) => call.id === dropped.id);
  const others = places.filter(({ call }) => call.id !== dropped.id);
  const tells = own.some(
    ({ value: key }) =>
      !derivable(draft.prompt, key) && others.some(({ value }) => sameJson(value, key)),
  );
  return new Set(tells ? others.map(({ call, shape }) => `${call.id} ${shape}`) : []);
}

/** The leaves of a call but those of columns with several values to pick from. */
function plainLeaves({ id, observation }: TaskCall, columns: ReadonlySet<string>): Leaf[] {
  const leaves = [...leavesOf(observation)];
  if (columns.size === 0) return leaves;
  const columnOf = ({ pointer }: Leaf): string => `${id} ${shapePointer(observation, pointer)}`;
  const open = new Set(
    [...Map.groupBy(leaves, columnOf)].flatMap(([column, own]) =>
      columns.has(column) && new Set(own.map(({ value }) => value)).size > 1 ? [column] : [],
    ),
  );
  return leaves.filter((leaf) => !open.has(columnOf(leaf)));
}

/**
 * Every call reaches a field through flows, and without it something is lost: if each argument and
 * field that reads it could be filled with the same value from elsewhere, it was not needed (rule 2.11).
 */
export const necessary = defineCheck('necessary', async (draft, context) => {
  const readers = await readersOf(draft, context);
  const fields = readers.filter(({ part }) => part.field !== undefined);
  const problems = draft.calls.flatMap((dropped) => {
    const lost = below(readers, dropped.id);
    if (!fields.some(({ calls }) => [...calls].some((call) => lost.has(call)))) {
      return [`${dropped.id} reaches no field`];
    }
    const others = draft.calls.filter((call) => !lost.has(call.id));
    const leavesBut = (picked: ReadonlySet<string>): Leaf[] =>
      others.flatMap((call) => plainLeaves(call, picked));
    const all = leavesBut(new Set());
    const elsewhere = (value: Json, leaves = all): boolean =>
      derivable(draft.prompt, value) || leaves.some((leaf) => stands(leaf.value, value));
    const replaceable = readers
      .filter(({ calls }) => calls.has(dropped.id))
      .every(({ part }) => {
        if (part.field !== undefined) {
          const answer = draft.answer[part.field.name];
          const left = leavesBut(pickedFrom(draft, part.field, dropped));
          return (
            answer !== undefined &&
            [...leavesOf(answer)].every(({ value }) => elsewhere(value, left))
          );
        }
        const call = callOf(draft, part.flow.to);
        const argument = valueAt(call.arguments, part.flow.to_pointer);
        return (
          argument !== undefined &&
          [...leavesOf(argument, part.flow.to_pointer)].every(
            ({ pointer, value }) => elsewhere(value) || offered(call, pointer, value, context),
          )
        );
      });
    return replaceable ? [`without ${dropped.id} every value it gives can be had elsewhere`] : [];
  });
  return {
    problems,
    seen: `each of the ${draft.calls.length} calls gives something only it can give`,
  };
});
