import { parametersOf } from '../catalog/parameters.ts';
import { toolId } from '../catalog/tool.ts';
import type { TaskDraft } from '../dataset/task.ts';
import { fromPointer } from '../pointer.ts';
import type { JudgingContext } from './context.ts';

/** A name that only a program would write: never an ordinary word such as "distance" (rule 2.7b). */
const isIdentifier = (name: string): boolean =>
  /[_\-./\d]/.test(name) || /\p{Ll}\p{Lu}/u.test(name);

/** Identifiers among the names of the servers, tools and parameters that a task offers. */
export function identifiersOf(draft: TaskDraft, context: JudgingContext): string[] {
  const names = new Set<string>(draft.servers);
  for (const id of [...draft.offered_tools, ...draft.needed_tools]) {
    const tool = context.tools.get(id);
    if (tool === undefined) throw new Error(`${id} is offered but not in the catalog`);
    names.add(tool.server).add(tool.name).add(toolId(tool));
    for (const { pointer } of parametersOf(tool)) {
      for (const segment of fromPointer(pointer)) if (segment !== '*') names.add(segment);
    }
  }
  return [...names].filter(isIdentifier);
}

/** Whether a text holds the name verbatim, as a whole: not as a part of a longer path or identifier. */
export function holdsIdentifier(text: string, name: string): boolean {
  // A hyphen outside a class means itself; escaped, it would be an error here.
  const quoted = name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}_/.-])${quoted}(?![\\p{L}\\p{N}_/-])`, 'u').test(text);
}
