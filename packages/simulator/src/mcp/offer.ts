import { functionName } from '@firefly/domain/dataset/function-name';
import { SUBMIT_ANSWER, SUBMIT_ANSWER_DESCRIPTION } from '@firefly/domain/dataset/golden';
import type { LibraryTask, LibraryTool } from '../library/library.ts';
import type { Session } from '../sessions/session.ts';

/** The tools of a session under the names that exports give them, so that a trained model meets the same. */
export interface Offer {
  /** As `tools/list` gives them: schemas verbatim. */
  readonly listed: readonly Omit<LibraryTool, 'server' | 'fingerprint' | 'readOnly'>[];
  /** Without `submit_answer`, which is no tool of a server. */
  readonly byName: ReadonlyMap<string, LibraryTool>;
}

/** What a model is told that submitted its answer. */
export const ANSWER_RECEIVED = 'The answer was received.';

/** Sessions of one task share what it offers. */
const made = new WeakMap<LibraryTask, Offer>();

function offerOf({ tools }: LibraryTask): Offer {
  const byName = new Map<string, LibraryTool>();
  for (const [id, tool] of tools) byName.set(functionName(id), tool);
  const listed = [...byName].map(([name, tool]) => {
    const { title, description, inputSchema, outputSchema, annotations } = tool;
    return { name, title, description, inputSchema, outputSchema, annotations };
  });
  return { listed, byName };
}

/** What a session offers. `submit_answer` is among it only where whoever opened the session asked for it. */
export function sessionOffer({ task, options }: Pick<Session, 'task' | 'options'>): Offer {
  const offer = made.get(task) ?? offerOf(task);
  made.set(task, offer);
  if (!options.answer_tool) return offer;
  const inputSchema = task.answer_schema;
  const submit = { name: SUBMIT_ANSWER, description: SUBMIT_ANSWER_DESCRIPTION, inputSchema };
  return { ...offer, listed: [...offer.listed, submit] };
}
