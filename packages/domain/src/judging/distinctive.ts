import type { Tool } from '../catalog/tool.ts';
import { leavesOf, valueAt } from '../pointer.ts';
import { isShort } from '../synthesis/distinct-value.ts';
import { defineCheck, show } from './check.ts';
import { callOf, flowPlace, sameJson, toolOf } from './draft.ts';
import { derivable } from './mentions.ts';
import { parameterAt, repeatsDefault } from './parameters.ts';
import { isTrivial } from './trivial.ts';

/** Why a value that flows could as well have been guessed, or null. */
function reasonAgainst(
  prompt: string,
  tool: Tool,
  args: Parameters<typeof parameterAt>[1],
  pointer: string,
): string | null {
  const value = valueAt(args, pointer);
  if (value === undefined || value === null) return 'is nothing';
  if (isTrivial(value)) return 'is a boolean or a single digit';
  const parameter = parameterAt(tool, args, pointer);
  if (parameter?.enum?.some((allowed) => sameJson(allowed, value))) return 'is one of an enum';
  if (repeatsDefault(parameter, args, pointer)) return 'is the default';
  return derivable(prompt, value) ? 'can be read off the prompt' : null;
}

/** A value that flows could have come from nowhere else: not guessed, not read off the prompt (rule 2.5). */
export const distinctive = defineCheck('distinctive', (draft, context) => {
  const problems: string[] = [];
  const short: string[] = [];
  for (const flow of draft.flows) {
    const call = callOf(draft, flow.to);
    const tool = toolOf(call, context);
    const argument = valueAt(call.arguments, flow.to_pointer);
    const leaves = argument === undefined ? [] : [...leavesOf(argument, flow.to_pointer)];
    if (leaves.length === 0) problems.push(`${flowPlace(flow)} carries nothing`);
    for (const { pointer, value } of leaves) {
      const reason = reasonAgainst(draft.prompt, tool, call.arguments, pointer);
      if (reason !== null) problems.push(`${flowPlace(flow)}: ${show(value)} ${reason}`);
      else if (value !== null && typeof value !== 'boolean' && isShort(value))
        short.push(show(value));
    }
  }
  const note =
    short.length === 0 ? '' : `; ${short.join(', ')} is short, but the explorer bound it`;
  return { problems, seen: `all ${draft.flows.length} flows are distinctive${note}` };
});
