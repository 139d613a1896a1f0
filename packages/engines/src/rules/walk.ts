import { toolName } from '@firefly/domain/catalog/tool';
import type { CompletedCall, NextStep, WalkPlan } from '@firefly/domain/exploration/plan';
import type { Json } from '@firefly/domain/json';
import { toPointer } from '@firefly/domain/pointer';
import { randomOf } from '@firefly/domain/random';
import { findRecord } from '@firefly/domain/tool-graph/found';
import { tableNoun } from '@firefly/domain/tool-graph/meaning';
import { argumentsOf } from '@firefly/domain/tool-graph/standing';
import { type EntityTable, labelKey, tablesOf } from '@firefly/domain/tool-graph/tables';
import { documentPlace } from './documents/place.ts';
import { foundListing, type Listing } from './listing.ts';
import { withinOf } from './located.ts';
import { nameOf, type Place, type Reference, saidOf } from './place.ts';
import { referencesOf } from './references.ts';
import { type Searched, searchedFile } from './searched.ts';
import { singleOut } from './single-out.ts';
import { typeNoun } from './type-noun.ts';
import type { Given } from './whereabouts.ts';
import { plainNoun } from './words.ts';

/** A table that a walk was given, and where it comes from. */
export interface WalkedTable extends Given {
  readonly found: EntityTable;
  readonly noun: string;
  readonly call: number;
}

/** A walk as far as its history reaches. References join place i to place i + 1. */
export interface Walk {
  readonly places: readonly Place[];
  readonly references: readonly Reference[];
  /** The table the first call gave, when it was asked for a table; `call` is 1 for `c1`. */
  readonly table: WalkedTable | undefined;
  /** The file that everything else was read from, if it was searched for. */
  readonly searched?: Searched | undefined;
  /** What the last reference led to, when it was to lead to a list: then no place stands at its end. */
  readonly listing?: Listing;
  readonly step: NextStep;
}

const stuck = (reason: string): NextStep => ({ stop: 'stuck', reason });
const COMPLETE: NextStep = { stop: 'complete' };

/** The place a lookup leads to: the one record that carries the name asked for. */
function foundPlace(
  call: CompletedCall,
  at: number,
  value: string | number,
  named: boolean,
): Place | undefined {
  const found = call.observation === null ? undefined : findRecord(call.observation, value);
  if (found === undefined) return documentPlace(call, at, value);
  const key = found.key ?? '';
  const alone = found.key === null || found.among === 1;
  // The selector compares strictly: 12 does not find "12".
  if (!alone && found.record[key] !== value) return undefined;
  const bySelf = named && typeof value === 'string' && found.key !== null;
  return {
    call: at,
    tool: call.tool,
    arguments: call.arguments,
    steps: found.steps,
    index: found.index,
    record: found.record,
    pointer: found.pointer,
    selector: bySelf
      ? { kind: 'named', key, value, within: withinOf(found.record) }
      : alone
        ? { kind: 'none' }
        : { kind: 'flowed', key },
    noun: typeNoun(found.record) ?? tableNoun(found.steps, toolName(call.tool), {}),
    label: labelKey([found.record]),
    table: undefined,
  };
}

function firstTable(call: CompletedCall, at: number, searched: boolean): WalkedTable | undefined {
  const found = call.observation === null ? undefined : tablesOf(call.observation)[0];
  if (found === undefined) return undefined;
  const noun = tableNoun(found.steps, toolName(call.tool), call.arguments);
  if (noun === undefined || plainNoun(noun) === undefined) return undefined;
  return { found, noun, call: at, arguments: call.arguments, searched };
}

const rowPlace = (
  call: CompletedCall,
  { found, noun, call: at }: WalkedTable,
  index: number,
  selector: Place['selector'],
): Place => ({
  call: at,
  tool: call.tool,
  arguments: call.arguments,
  steps: found.steps,
  index,
  record: found.rows[index] ?? {},
  pointer: toPointer([...found.steps, index]),
  selector,
  noun,
  label: found.label,
  table: found,
});

/** How a row would be singled out, where it does not matter by which column. */
const anySelector = (pick: WalkPlan['pick'], { found }: WalkedTable): Place['selector'] => {
  const [column] = found.columns;
  return pick === 'extreme' && column !== undefined
    ? { kind: 'extreme', column, end: 'max' }
    : { kind: 'none' };
};

function tablePlace(plan: WalkPlan, call: CompletedCall, table: WalkedTable): Place | undefined {
  const leadsOn = (index: number): boolean => {
    if (plan.hops === 0 || call.observation === null) return true;
    const place = rowPlace(call, table, index, anySelector(plan.pick, table));
    return waysOn(plan, place, call.observation, saidOf(place), 0).length > 0;
  };
  const chosen = singleOut(table, plan.pick, randomOf(plan.seed, 'pick'), leadsOn);
  return chosen && rowPlace(call, table, chosen.index, chosen.selector);
}

/** References that can be followed at a hop: with hops to come, only those from whose end it goes on. */
function waysOn(
  plan: WalkPlan,
  place: Place,
  observation: Json,
  met: readonly (string | number)[],
  hop: number,
): Reference[] {
  const last = hop + 1 >= plan.hops;
  const toList = last && plan.ends === 'listing';
  const menu = plan.menu.filter(({ lists }) => (lists === true) === toList);
  const ways = referencesOf(place, observation, menu, met);
  const next = plan.menu.filter(
    ({ lists }) => (lists === true) === (hop + 2 >= plan.hops && plan.ends === 'listing'),
  );
  return last ? ways : ways.filter((way) => next.some((edge) => edge.from === way.edge.to));
}

/** Reads a history as a walk and says what comes next. Pure; folds from the start each time. */
export function traceWalk(plan: WalkPlan, history: readonly CompletedCall[]): Walk {
  const places: Place[] = [];
  const references: Reference[] = [];
  let table: WalkedTable | undefined;
  const search = plan.search && searchedFile(plan, plan.search, history);
  const searched = search !== undefined && 'searched' in search ? search.searched : undefined;
  const at = (step: NextStep): Walk => ({ places, references, table, searched, step });
  if (search !== undefined && 'step' in search) return at(search.step);
  // The file that a search found is where the walk starts.
  const first = search === undefined ? 0 : 1;
  for (const [index, start] of plan.start.entries()) {
    const call = history[first + index];
    const number = first + index + 1;
    if (call === undefined) return at({ call: start });
    if (call.observation === null) return at(stuck(`${call.tool} failed: ${call.failure}`));
    const name = plan.names?.[index];
    const inText = plan.pick === 'document';
    if (name === undefined && !inText) table = firstTable(call, number, first > 0);
    const place = inText
      ? documentPlace(call, number)
      : name === undefined
        ? table && tablePlace(plan, call, table)
        : foundPlace(call, number, name, true);
    if (name === undefined && table === undefined && !inText)
      return at(stuck('no table with a plain noun'));
    if (place === undefined && plan.pick !== 'none') return at(stuck('no record to settle on'));
    if (place !== undefined) places.push(first > 0 ? { ...place, searched: true } : place);
  }
  const before = first + plan.start.length;
  for (let hop = 0; hop < plan.hops; hop += 1) {
    const here = places.at(-1);
    const observation = history[before + hop - 1]?.observation;
    if (here === undefined || observation === undefined || observation === null)
      return at(stuck('nowhere to go on from'));
    const met = places.flatMap((place) => [...saidOf(place), nameOf(place) ?? []].flat());
    const ways = waysOn(plan, here, observation, met, hop);
    const ref = randomOf(plan.seed, 'hop', hop).pick(ways);
    if (ref === undefined) return at(stuck('the record refers to nothing that can be looked up'));
    references.push(ref);
    const call = history[before + hop];
    if (call === undefined)
      return at({ call: { tool: ref.edge.to, arguments: argumentsOf(ref.edge, ref.value) } });
    if (call.observation === null) return at(stuck(`${call.tool} failed: ${call.failure}`));
    if (ref.edge.lists) {
      const listing = foundListing(call, before + hop + 1, ref);
      const step = listing === undefined ? stuck('the value looked up gave no list') : COMPLETE;
      return { ...at(step), ...(listing && { listing }) };
    }
    const place = foundPlace(call, before + hop + 1, ref.value, false);
    if (place === undefined) return at(stuck('the value looked up was not found as one record'));
    places.push(place);
  }
  return at(COMPLETE);
}
