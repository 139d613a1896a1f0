import { unaccountedArguments, valuedPlaces } from '@firefly/domain/judging/unaccounted';
import type { TaskContext } from './context.ts';
import { show } from './findings.ts';

/** Every leaf of every call's arguments comes from a flow, a binding, or a constant of the schema. */
export function verifyArguments({ task, tools, add, count }: TaskContext): void {
  for (const [index, call] of task.calls.entries()) {
    const tool = tools.get(`${call.server}/${call.tool}`);
    count('arguments', [...valuedPlaces(call.arguments)].length);
    // A tool that is not listed is reported with its call: nothing is known of its parameters.
    if (tool === undefined) continue;
    const nowhere = unaccountedArguments(call, tool.inputSchema, task.flows, task.bindings);
    for (const { pointer, value, key } of nowhere)
      add(
        `/calls/${index}/arguments${pointer}`,
        key === undefined
          ? `${show(value)} comes from no flow and no binding`
          : `nothing accounts for ${show(key)}, a key that the input schema does not name`,
      );
  }
}
