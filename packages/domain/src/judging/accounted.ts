import type { TaskDraft } from '../dataset/task.ts';
import { parseExpression } from '../synthesis/expression-ast.ts';
import { schemaPlace } from '../synthesis/schema-at.ts';
import { argumentLeaves, chosenKeys } from './arguments.ts';
import { bindingPlace, bindingProblem, boundValue } from './bindings.ts';
import { defineCheck, show } from './check.ts';
import type { JudgingContext } from './context.ts';
import { expressionsOf, sameJson, toolOf } from './draft.ts';
import { parameterAt, repeatsDefault } from './parameters.ts';

const covers = (holder: string, pointer: string): boolean => `${pointer}/`.startsWith(`${holder}/`);

/** Argument leaves and chosen keys that neither a flow nor a binding explains. */
function argumentProblems(draft: TaskDraft, context: JudgingContext): string[] {
  return draft.calls.flatMap((call) => {
    const tool = toolOf(call, context);
    const flows = draft.flows.filter((flow) => flow.to === call.id);
    const bindings = draft.bindings.filter(
      (binding) => !('in' in binding) && binding.call === call.id,
    ) as Extract<TaskDraft['bindings'][number], { call: string }>[];
    const leaves = [...argumentLeaves(call, tool.inputSchema)].flatMap((leaf) => {
      const place = `${call.id} ${leaf.pointer}`;
      const parameter = parameterAt(tool, call.arguments, leaf.pointer);
      if (repeatsDefault(parameter, call.arguments, leaf.pointer)) {
        return [`${place} repeats its default ${show(leaf.value)}, which belongs left out`];
      }
      const explained =
        (leaf.schema.constant !== undefined && sameJson(leaf.schema.constant, leaf.value)) ||
        flows.some((flow) => covers(flow.to_pointer, leaf.pointer)) ||
        bindings.some((binding) => binding.pointer === leaf.pointer);
      return explained ? [] : [`${place} = ${show(leaf.value)} comes from nowhere`];
    });
    const keys = [...chosenKeys(call.arguments, schemaPlace(tool.inputSchema))].flatMap(
      (chosen) => {
        const bound = bindings.some((binding) => {
          const read = binding.pointer === chosen.pointer && boundValue(draft.prompt, binding);
          return read !== false && 'value' in read && read.value === chosen.key;
        });
        const flowing = flows.some((flow) => covers(flow.to_pointer, chosen.pointer));
        return bound || flowing
          ? []
          : [`the key ${show(chosen.key)} in ${call.id} ${chosen.pointer} comes from nowhere`];
      },
    );
    return [...leaves, ...keys];
  });
}

/** Literals without a binding, and bindings of literals that no expression holds. */
function literalProblems(draft: TaskDraft): string[] {
  const problems: string[] = [];
  const held = new Map<string, Set<string | number>>();
  for (const { place, pointer, expression } of expressionsOf(draft)) {
    const parsed = parseExpression(expression);
    if (!parsed.ok) {
      problems.push(`${place}: ${parsed.reason}`);
      continue;
    }
    // Regexes are structure. Index literals are positions: the check of positions judges them.
    const literals = parsed.facts.literals.filter(
      ({ role }) => role !== 'regex' && role !== 'index',
    );
    held.set(pointer, new Set(literals.map(({ value }) => value)));
    for (const { value } of literals) {
      const bound = draft.bindings.some(
        (binding) => 'in' in binding && binding.in === pointer && binding.value === value,
      );
      if (!bound) problems.push(`the literal ${show(value)} of ${place} comes from nowhere`);
    }
  }
  for (const binding of draft.bindings) {
    if ('in' in binding && !held.get(binding.in)?.has(binding.value)) {
      problems.push(`${bindingPlace(binding)} names a literal that is not there`);
    }
  }
  return problems;
}

/** Nothing in a call or an expression was made up: each value flows, or stands in the prompt (design 2.6). */
export const accounted = defineCheck('accounted', (draft, context) => {
  const broken = draft.bindings.flatMap((binding) => {
    const problem = bindingProblem(draft, binding);
    return problem === null ? [] : [`${bindingPlace(binding)}: ${problem}`];
  });
  return {
    problems: [...broken, ...argumentProblems(draft, context), ...literalProblems(draft)],
    seen: `${draft.bindings.length} bindings and ${draft.flows.length} flows explain every value`,
  };
});
