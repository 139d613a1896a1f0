import type { TaskCall } from '@firefly/domain/dataset/task';
import { stateKey } from '@firefly/domain/identity';
import { renameCalls } from '@firefly/domain/synthesis/expression-calls';
import type { LaidOutField } from '@firefly/domain/synthesis/laid-out';
import type { ProposedFlow } from '@firefly/domain/synthesis/proposal';

/** The calls of a task and all that names them. */
export interface Parts {
  readonly calls: readonly TaskCall[];
  readonly fields: readonly LaidOutField[];
  readonly flows: readonly ProposedFlow[];
}

/** The needed calls of an exploration as c1, c2, … in their order, and fields and flows that name them so. */
export function renumbered({ calls, fields, flows }: Parts): Parts {
  const names = new Map(calls.map((call, at) => [call.id, `c${at + 1}`]));
  const nameOf = (id: string): string => names.get(id) ?? id;
  return {
    calls: calls.map((call) => ({ ...call, id: nameOf(call.id) })),
    fields: fields.map((field) => ({ ...field, expression: renameCalls(field.expression, names) })),
    flows: flows.map((flow) => ({
      ...flow,
      from: nameOf(flow.from),
      to: nameOf(flow.to),
      expression: renameCalls(flow.expression, names),
    })),
  };
}

/** A sentence about renumbered calls, with the names by which `shownAs` lists them. */
export const namedAsShown = (sentence: string, shownAs: readonly string[]): string =>
  sentence.replace(/\bc(\d+)\b/g, (id, number) => shownAs[Number(number) - 1] ?? id);

/**
 * A needed call that was made after calls which changed something and are not needed themselves: without
 * them it would answer something else. A call changed something if the next one on its server has another
 * state key than it.
 */
export function strandedCall(
  calls: readonly TaskCall[],
  needed: ReadonlySet<string>,
): TaskCall | undefined {
  return calls.find((call, at) => {
    if (call.state_key === null || !needed.has(call.id)) return false;
    const earlier = calls.slice(0, at + 1).filter(({ server }) => server === call.server);
    const changing = earlier.filter(
      (each, index) =>
        index + 1 < earlier.length && earlier[index + 1]?.state_key !== each.state_key,
    );
    return stateKey(changing.filter(({ id }) => needed.has(id))) !== call.state_key;
  });
}
