import { canonicalJson } from '../identity.ts';
import type { JsonObject } from '../json.ts';
import { fromPointer } from '../pointer.ts';
import type { Edge } from '../tool-graph/edge.ts';
import { argumentsOf, type TriedCall } from '../tool-graph/standing.ts';
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
 * up was looked up before. A call that was never made may lead wherever its edges do, one that failed
 * nowhere.
 */
export function makeReach(calls: readonly TriedCall[]): Reach {
  const keyOf = (tool: string, args: JsonObject): string => canonicalJson([tool, args]);
  const answers = new Map(calls.map((call) => [keyOf(call.tool, call.arguments), call]));
  const onward = new WeakMap<readonly Edge[], Map<string, boolean>>();
  /** Whether what is looked up on the way leads on: from there no way goes by the thing's own name. */
  const leads = (tool: string, args: JsonObject, journey: Journey): boolean => {
    const known = onward.get(journey.menu) ?? new Map<string, boolean>();
    onward.set(journey.menu, known);
    const key = `${keyOf(tool, args)} ${journey.hops} ${journey.ends}`;
    const found =
      known.get(key) ?? reach({ tool, arguments: args }, journey, (next) => !isOwnName(next));
    known.set(key, found);
    return found;
  };
  const reach: Reach = (call, { menu, hops, ends }, may) => {
    const answer = answers.get(keyOf(call.tool, call.arguments));
    if (answer?.observation === null) return false;
    const edges = menu.filter(
      (edge) => edge.from === call.tool && may(edge) && goesOn(edge, menu, hops, ends),
    );
    if (answer === undefined) return edges.length > 0;
    const { observation } = answer;
    return edges.some((edge) => {
      const values = valuesAlong({ observation, arguments: call.arguments }, edge);
      if (hops <= 1) return values.some(() => true);
      const rest = { menu, hops: hops - 1, ends };
      return new Set(values)
        .values()
        .some((value) => leads(edge.to, argumentsOf(edge, value), rest));
    });
  };
  return reach;
}
