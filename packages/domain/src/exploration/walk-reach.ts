import { canonicalJson } from '../identity.ts';
import type { JsonObject } from '../json.ts';
import { fromPointer } from '../pointer.ts';
import type { Edge } from '../tool-graph/edge.ts';
import type { ObservedCall } from '../tool-graph/record-groups.ts';
import { argumentsOf } from '../tool-graph/standing.ts';
import { isLabel } from '../tool-graph/tables.ts';
import { valuesAlong } from './leads-on.ts';
import type { WalkPlan } from './plan.ts';

export type Ends = WalkPlan['ends'];

/** The column of an edge, by its key: names lead from a record only back to itself. */
export const isOwnName = ({ fromPath }: Edge): boolean =>
  isLabel(fromPointer(fromPath).at(-1) ?? '');

/** Whether an edge may be the first of so many hops to such an end. */
function goesOn(edge: Edge, menu: readonly Edge[], hops: number, ends: Ends): boolean {
  if (hops <= 1) return (edge.lists === true) === (ends === 'listing');
  return (
    !edge.lists &&
    menu.some(
      (next) => next.from === edge.to && !isOwnName(next) && goesOn(next, menu, hops - 1, ends),
    )
  );
}

/** How far a walk is to lead. */
export interface Journey {
  readonly menu: readonly Edge[];
  readonly hops: number;
  readonly ends: Ends;
}

/** Whether a call leads so far. `may` says which edges its record may go by. */
export type Reach = (
  call: { readonly tool: string; readonly arguments: JsonObject },
  journey: Journey,
  may: (edge: Edge) => boolean,
) => boolean;

/**
 * Tells which walks get anywhere by what earlier calls were answered: most of what a walk would look
 * up was looked up before. A call that was never made may lead wherever its edges do.
 */
export function makeReach(calls: readonly ObservedCall[]): Reach {
  const keyOf = (tool: string, args: JsonObject): string => canonicalJson([tool, args]);
  const answers = new Map(calls.map((call) => [keyOf(call.tool, call.arguments), call]));
  const reach: Reach = (call, { menu, hops, ends }, may) => {
    const answer = answers.get(keyOf(call.tool, call.arguments));
    const edges = menu.filter(
      (edge) => edge.from === call.tool && may(edge) && goesOn(edge, menu, hops, ends),
    );
    if (answer === undefined) return edges.length > 0;
    return edges.some((edge) =>
      valuesAlong(answer, edge).some(
        (value) =>
          hops <= 1 ||
          reach(
            { tool: edge.to, arguments: argumentsOf(edge, value) },
            { menu, hops: hops - 1, ends },
            (next) => !isOwnName(next),
          ),
      ),
    );
  };
  return reach;
}
