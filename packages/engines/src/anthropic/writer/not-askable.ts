import { toolId } from '@firefly/domain/catalog/tool';
import type { TaskCall } from '@firefly/domain/dataset/task';
import type { Json } from '@firefly/domain/json';
import type { JudgingContext } from '@firefly/domain/judging/context';
import { observedOf } from '@firefly/domain/judging/leaf-values';
import { namelessLists } from '@firefly/domain/judging/looked-up';

/** Fewer rows or recordings say nothing of whether a value differs (rule 2.8). */
const ENOUGH = 3;

const hasRows = (value: Json): boolean =>
  value !== null &&
  typeof value === 'object' &&
  ((Array.isArray(value) && value.length >= ENOUGH) || Object.values(value).some(hasRows));

/** Places of a call's result that came out otherwise when it was repeated, or all where it never was. */
function varyingIn({ id, fingerprint }: TaskCall, context: JudgingContext): string[] {
  const varying = context.varying(fingerprint);
  if (varying === null) return [`${id}: all`];
  const pointers = new Set([...varying, ...context.conflicts(fingerprint)]);
  return pointers.size === 0 ? [] : [`${id}: ${[...pointers].map((at) => at || 'all').join(' ')}`];
}

/** Lists of a call that its own tool, as the catalog has it now, was asked for by a name they do not say. */
function namelessIn(call: TaskCall, context: JudgingContext): string[] {
  const tool = context.tools.get(toolId({ server: call.server, name: call.tool }));
  if (tool?.fingerprint !== call.fingerprint) return [];
  return namelessLists(call, context).map((pointer) => `${call.id} ${pointer}`.trimEnd());
}

/** What the checks would refuse whatever a task says: a model that knows it proposes nothing in vain. */
export interface NotAskable {
  /** Lines of places that neither answers nor flows may come from (rule 2.9). */
  readonly varying: readonly string[];
  /** Lines of lists that say nowhere by which name they were asked for (rule 2.3). */
  readonly nameless: readonly string[];
  /** Calls whose tool was asked too seldom: nothing can be read off them, except on the way. */
  readonly seldom: readonly string[];
}

export const notAskable = (calls: readonly TaskCall[], context: JudgingContext): NotAskable => ({
  varying: calls.flatMap((call) => varyingIn(call, context)),
  nameless: calls.flatMap((call) => namelessIn(call, context)),
  seldom: calls
    .filter((call) => !hasRows(call.observation) && observedOf(call, context).length < ENOUGH)
    .map(({ id }) => id),
});
