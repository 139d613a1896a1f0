import type { Tool } from '../catalog/tool.ts';
import { toolId, toolName } from '../catalog/tool.ts';
import { canonicalJson } from '../identity.ts';
import { limitsOf } from '../judging/truncation.ts';
import type { Edge } from '../tool-graph/edge.ts';
import { neighbourhood, toolGraph } from '../tool-graph/graph.ts';
import { tableNoun } from '../tool-graph/meaning.ts';
import type { ObservedCall } from '../tool-graph/record-groups.ts';
import { argumentsOf, type Standing, type TriedCall } from '../tool-graph/standing.ts';
import { tablesOf } from '../tool-graph/tables.ts';
import { documentWalks } from './document-candidates.ts';
import { sayable } from './leads-on.ts';
import type { WalkPlan } from './plan.ts';
import { searchWalks } from './search-candidates.ts';
import type { WalkCandidate } from './walk-candidate.ts';
import { confirmedEdges } from './walk-edges.ts';
import { type Ends, isOwnName, makeReach, type Reach } from './walk-reach.ts';

const MAX_HOPS = 2;
/** Walks of one kind from one table: each settles on a row of its own choice. */
const VARIANTS = 4;

/** Confirmed as a lookup: an edge whose values come back as one record of that name. */
export const isLookup = (standing: Standing): boolean => standing.confirmed === 'record';

/** Ids lead to things, but nobody would ask by them. */
const isOpaque = ({ edge }: Standing): boolean => edge.meaning.endsWith(' id');

const ENDS: readonly Ends[] = [undefined, 'listing'];

/** The sub-DAG around a tool for so many hops, or nothing where it holds no such end. */
type MenuOf = (tool: string, hops: number, ends: Ends) => Edge[];

/** How far a start may lead on. */
interface Onward {
  /** Fewest hops. */
  readonly from: number;
  /** Walks of one shape, by different seeds. */
  readonly variants: number;
  /** Whether the record that the start settles on may go by an edge. */
  readonly may: (edge: Edge) => boolean;
  readonly reach: Reach;
}

/** A walk with all that it could end in: hops from 1 up, to a record or to a listing. */
function* onward(
  base: { readonly group: string; readonly key: string },
  leg: Omit<WalkPlan, 'kind' | 'seed' | 'hops' | 'menu' | 'ends'>,
  menuOf: MenuOf,
  { from, variants, may, reach }: Onward,
): Generator<WalkCandidate<WalkPlan>> {
  const [first = { tool: '', arguments: {} }] = leg.start;
  for (let hops = from; hops <= MAX_HOPS; hops += 1)
    for (const ends of ENDS) {
      const menu = menuOf(first.tool, hops, ends);
      const open = reach(first, { menu, hops, ends }, may);
      if (!open && (hops > 0 || ends !== undefined)) continue;
      const shape = ends === undefined ? `${hops}` : `${hops} ${ends}`;
      for (let variant = 0; variant < (hops === 0 ? 1 : variants); variant += 1)
        yield {
          group: `${base.group} ${shape}`,
          depth: hops,
          key: `${base.key} ${shape} ${variant}`,
          make: (seed) => ({ kind: 'walk', seed, ...leg, hops, menu, ...(ends && { ends }) }),
        };
    }
}

/** Walks that start with a table. */
function* tableWalks(
  tools: readonly Tool[],
  calls: readonly ObservedCall[],
  menuOf: MenuOf,
  reach: Reach,
): Generator<WalkCandidate<WalkPlan>> {
  const byId = new Map(tools.map((tool) => [toolId(tool), tool]));
  for (const call of calls) {
    const tool = byId.get(call.tool);
    if (tool === undefined || !sayable(tool, call.arguments)) continue;
    const [table] = tablesOf(call.observation);
    const noun = table && tableNoun(table.steps, toolName(call.tool), call.arguments);
    if (noun === undefined) continue;
    const id = canonicalJson([call.tool, call.arguments]);
    // A list of some of them is another table than the list of all.
    const given = Object.keys(call.arguments).sort().join(' ');
    const walks = function* (pick: WalkPlan['pick'], from: number) {
      // The one with the most of something was not named: a list of what belongs to it may be asked for.
      const may = (edge: Edge): boolean =>
        !isOwnName(edge) || (pick === 'extreme' && edge.lists === true);
      const base = { group: `${call.tool} ${given} ${noun} ${pick}`, key: `${id} ${pick}` };
      const start = [{ tool: call.tool, arguments: call.arguments }];
      yield* onward(base, { start, names: null, pick }, menuOf, {
        from,
        variants: VARIANTS,
        may,
        reach,
      });
    };
    const ordered = table?.columns.some(
      ({ kind, time }) => kind === 'number' || time !== undefined,
    );
    // Of a list that was cut off nobody knows the ends, nor the sum.
    const whole = !limitsOf(tool, call.arguments).includes(table?.rows.length ?? 0);
    if (whole) yield* walks('none', 0).take(1);
    if (whole && ordered) yield* walks('extreme', 0);
    yield* walks('named', 1);
  }
}

/** Walks that start with a lookup by a name that other calls have shown. */
function* lookupWalks(
  known: readonly Standing[],
  menuOf: MenuOf,
  reach: Reach,
): Generator<WalkCandidate<WalkPlan>> {
  for (const { edge, values } of known.filter((s) => isLookup(s) && !isOpaque(s)))
    for (const value of values) {
      if (typeof value !== 'string') continue;
      const start = [{ tool: edge.to, arguments: argumentsOf(edge, value) }];
      const base = { group: `${edge.to} ${edge.meaning} named`, key: canonicalJson(start) };
      yield* onward(base, { start, names: [value], pick: 'named' }, menuOf, {
        from: 0,
        variants: 1,
        may: (next) => !isOwnName(next),
        reach,
      });
    }
}

/** Every walk the confirmed edges and the tables seen so far permit, in a fixed order, each key once. */
export function walkCandidates(
  tools: readonly Tool[],
  calls: readonly ObservedCall[],
  known: readonly Standing[],
  tried: readonly TriedCall[] = calls,
): WalkCandidate<WalkPlan>[] {
  const all = confirmedEdges(known);
  const whole = toolGraph(tools, all);
  const lookups = toolGraph(
    tools,
    all.filter(({ lists }) => !lists),
  );
  const kept = new Set(tools.map(toolId));
  const menus = new Map<string, Edge[]>();
  /** Whether lookups lead on to a listing as the last hop. */
  const reaches = (tool: string, hops: number): boolean =>
    all.some(
      ({ from, to, lists }) =>
        from === tool && (hops === 1 ? lists === true : !lists && reaches(to, hops - 1)),
    );
  const menuOf: MenuOf = (tool, hops, ends) => {
    const key = `${tool} ${hops} ${ends}`;
    const found = () => neighbourhood(ends === undefined ? lookups : whole, tool, hops);
    const none = hops === 0 || (ends === 'listing' && !reaches(tool, hops));
    const menu = menus.get(key) ?? (none ? [] : found());
    menus.set(key, menu);
    return menu;
  };
  const own = calls.filter((call) => kept.has(call.tool));
  const reach = makeReach(tried);
  const walksFrom = (some: readonly ObservedCall[]) => [
    ...tableWalks(tools, some, menuOf, reach),
    ...documentWalks(some, (tool, hops) => menuOf(tool, hops, undefined), MAX_HOPS),
  ];
  const candidates = [
    ...walksFrom(own),
    ...searchWalks(tools, own, known, (call) => walksFrom([call])),
    ...lookupWalks(
      known.filter(({ edge }) => kept.has(edge.to)),
      menuOf,
      reach,
    ),
  ];
  return [...new Map(candidates.map((candidate) => [candidate.key, candidate])).values()];
}
