import { toolName } from '@firefly/domain/catalog/tool';
import type { CompletedCall } from '@firefly/domain/exploration/plan';
import type { JsonObject } from '@firefly/domain/json';
import { fromPointer } from '@firefly/domain/pointer';
import { tableNoun } from '@firefly/domain/tool-graph/meaning';
import { type EntityTable, tablesOf } from '@firefly/domain/tool-graph/tables';
import { filterNoun } from './filters.ts';
import type { Reference } from './place.ts';
import { plainNoun } from './words.ts';

/** A list of what belongs to a record: how a walk may end. */
export interface Listing {
  readonly found: EntityTable;
  /** What the things of the list are called, in the singular. */
  readonly noun: string;
  /** 2 for `c2`. */
  readonly call: number;
  readonly arguments: JsonObject;
  /** The argument that the reference filled. */
  readonly parameter: string;
  /** What the record is to each thing of the list: its author, its country. */
  readonly filter: string;
}

/** A list longer than this, as text, is cut before a model has seen its end. */
const LONGEST = 15_000;

/** The list that a reference led to: every row shows the value that was asked for. */
export function foundListing(call: CompletedCall, at: number, ref: Reference): Listing | undefined {
  const [parameter = ''] = fromPointer(ref.edge.toPath);
  if (JSON.stringify(call.observation).length > LONGEST) return undefined;
  for (const found of call.observation === null ? [] : tablesOf(call.observation)) {
    const noun = tableNoun(found.steps, toolName(call.tool), {});
    const filter = filterNoun(found, parameter, ref.value);
    if (noun !== undefined && plainNoun(noun) !== undefined && filter !== undefined)
      return { found, noun, call: at, arguments: call.arguments, parameter, filter };
  }
  return undefined;
}
