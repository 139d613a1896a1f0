import type { TaskDraft } from '../dataset/task.ts';
import { leavesOf } from '../pointer.ts';
import { bindingPlace, bindingProblem } from './bindings.ts';
import { defineCheck, show } from './check.ts';
import type { JudgingContext } from './context.ts';
import { expressionsOf, toolOf } from './draft.ts';
import { parameterAt, repeatsDefault } from './parameters.ts';
import { isBoundLiteral, literalsOf, unaccountedArguments } from './unaccounted.ts';

/** Argument leaves and keys that neither a flow nor a binding explains. */
function argumentProblems(draft: TaskDraft, context: JudgingContext): string[] {
  return draft.calls.flatMap((call) => {
    const tool = toolOf(call, context);
    const repeated = [...leavesOf(call.arguments)].filter(({ pointer }) =>
      repeatsDefault(parameterAt(tool, call.arguments, pointer), call.arguments, pointer),
    );
    const places = new Set(repeated.map(({ pointer }) => pointer));
    const nowhere = unaccountedArguments(call, tool.inputSchema, draft.flows, draft.bindings);
    return [
      ...repeated.map(
        ({ pointer, value }) =>
          `${call.id} ${pointer} repeats its default ${show(value)}, which belongs left out`,
      ),
      ...nowhere
        .filter(({ pointer }) => !places.has(pointer))
        .map(({ pointer, value, key }) =>
          key === undefined
            ? `${call.id} ${pointer} = ${show(value)} comes from nowhere`
            : `the key ${show(key)} in ${call.id} ${pointer} comes from nowhere`,
        ),
    ];
  });
}

/** Literals without a binding, and bindings of literals that no expression holds. */
function literalProblems(draft: TaskDraft): string[] {
  const problems: string[] = [];
  const held = new Map<string, readonly (string | number)[]>();
  for (const { place, pointer, expression } of expressionsOf(draft)) {
    const literals = literalsOf(expression);
    if ('reason' in literals) {
      problems.push(`${place}: ${literals.reason}`);
      continue;
    }
    held.set(pointer, literals.values);
    for (const value of literals.values) {
      if (isBoundLiteral(draft.bindings, pointer, value)) continue;
      problems.push(`the literal ${show(value)} of ${place} comes from nowhere`);
    }
  }
  for (const binding of draft.bindings) {
    if ('in' in binding && !held.get(binding.in)?.includes(binding.value)) {
      problems.push(`${bindingPlace(binding)} names a literal that is not there`);
    }
  }
  return problems;
}

/** Nothing in a call or an expression was made up: each value flows, or stands in the prompt (rule 2.6). */
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
