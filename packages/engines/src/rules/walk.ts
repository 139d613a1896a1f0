import { toolName } from '@firefly/domain/catalog/tool';
import type { CompletedCall, NextStep, WalkPlan } from '@firefly/domain/exploration/plan';
import type { Json } from '@firefly/domain/json';
import { toPointer } from '@firefly/domain/pointer';
import { randomOf } from '@firefly/domain/random';
import { findRecord } from '@firefly/domain/tool-graph/found';
import { tableNoun } from '@firefly/domain/tool-graph/meaning';
import { feed } from '@firefly/domain/tool-graph/standing';
import { type EntityTable, labelKey, tablesOf } from '@firefly/domain/tool-graph/tables';
import { documentPlace } from './documents/place.ts';
import { withinOf } from './located.ts';
import { nameOf, type Place, type Reference } from './place.ts';
import { referencesOf } from './references.ts';
import { singleOut } from './single-out.ts';
import { typeNoun } from './type-noun.ts';
import { plainNoun } from './words.ts';

/** A walk as far as its history reaches. References join place i to place i + 1. */
export interface Walk {
  readonly places: readonly Place[];
  readonly references: readonly Reference[];
  /** The table the first call gave, when it was asked for a table; `call` is 1 for `c1`. */
  readonly table:
    | { readonly found: EntityTable; readonly noun: string; readonly call: number }
    | undefined;
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

function firstTable(call: CompletedCall): Walk['table'] {
  const found = call.observation === null ? undefined : tablesOf(call.observation)[0];
  if (found === undefined) return undefined;
  const noun = tableNoun(found.steps, toolName(call.tool), call.arguments);
  return noun === undefined || plainNoun(noun) === undefined ? undefined : { found, noun, call: 1 };
}

const rowPlace = (
  call: CompletedCall,
  { found, noun }: NonNullable<Walk['table']>,
  index: number,
  selector: Place['selector'],
): Place => ({
  call: 1,
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

function tablePlace(
  plan: WalkPlan,
  call: CompletedCall,
  table: NonNullable<Walk['table']>,
): Place | undefined {
  const leadsOn = (index: number): boolean => {
    if (plan.hops === 0 || call.observation === null) return true;
    const place = rowPlace(call, table, index, { kind: 'none' });
    return waysOn(plan, place, call.observation, [], 0).length > 0;
  };
  const chosen = singleOut(table.found, plan.pick, randomOf(plan.seed, 'pick'), leadsOn);
  return chosen && rowPlace(call, table, chosen.index, chosen.selector);
}

/** References that can be followed at a hop: with hops to come, only those from whose end it goes on. */
function waysOn(
  plan: WalkPlan,
  place: Place,
  observation: Json,
  met: readonly string[],
  hop: number,
): Reference[] {
  const ways = referencesOf(place, observation, plan.menu, met);
  return hop + 1 >= plan.hops
    ? ways
    : ways.filter((way) => plan.menu.some((edge) => edge.from === way.edge.to));
}

/** Reads a history as a walk and says what comes next. Pure; folds from the start each time. */
export function traceWalk(plan: WalkPlan, history: readonly CompletedCall[]): Walk {
  const places: Place[] = [];
  const references: Reference[] = [];
  let table: Walk['table'];
  const at = (step: NextStep): Walk => ({ places, references, table, step });
  for (const [index, start] of plan.start.entries()) {
    const call = history[index];
    if (call === undefined) return at({ call: start });
    if (call.observation === null) return at(stuck(`${call.tool} failed: ${call.failure}`));
    const name = plan.names?.[index];
    const inText = plan.pick === 'document';
    if (name === undefined && !inText) table = firstTable(call);
    const place = inText
      ? documentPlace(call, index + 1)
      : name === undefined
        ? table && tablePlace(plan, call, table)
        : foundPlace(call, index + 1, name, true);
    if (name === undefined && table === undefined && !inText)
      return at(stuck('no table with a plain noun'));
    if (place === undefined && plan.pick !== 'none') return at(stuck('no record to settle on'));
    if (place !== undefined) places.push(place);
  }
  for (let hop = 0; hop < plan.hops; hop += 1) {
    const here = places.at(-1);
    const observation = history[plan.start.length + hop - 1]?.observation;
    if (here === undefined || observation === undefined || observation === null)
      return at(stuck('nowhere to go on from'));
    const met = places.flatMap((place) => nameOf(place) ?? []);
    const ways = waysOn(plan, here, observation, met, hop);
    const ref = randomOf(plan.seed, 'hop', hop).pick(ways);
    if (ref === undefined) return at(stuck('the record refers to nothing that can be looked up'));
    references.push(ref);
    const call = history[plan.start.length + hop];
    if (call === undefined)
      return at({ call: { tool: ref.edge.to, arguments: feed(ref.edge.toPath, ref.value) } });
    if (call.observation === null) return at(stuck(`${call.tool} failed: ${call.failure}`));
    const place = foundPlace(call, plan.start.length + hop + 1, ref.value, false);
    if (place === undefined) return at(stuck('the value looked up was not found as one record'));
    places.push(place);
  }
  return at(COMPLETE);
}
