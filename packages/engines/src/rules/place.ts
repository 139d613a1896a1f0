import type { JsonObject } from '@firefly/domain/json';
import { leavesOf } from '@firefly/domain/pointer';
import type { Column } from '@firefly/domain/tool-graph/columns';
import type { Document } from '@firefly/domain/tool-graph/documents';
import type { Edge } from '@firefly/domain/tool-graph/edge';
import type { EntityTable } from '@firefly/domain/tool-graph/tables';
import type { End } from './rankings.ts';

/** How a record is singled out. `none`: it stands alone, or the observation itself is the record. */
export type Selector =
  | { readonly kind: 'none' }
  | { readonly kind: 'extreme'; readonly column: Column; readonly end: End }
  | {
      readonly kind: 'named';
      readonly key: string;
      readonly value: string;
      /** For a place on the map: the country that tells it from others of its name. */
      readonly within?: { readonly key: string; readonly value: string } | undefined;
    }
  | { readonly kind: 'flowed'; readonly key: string };

/** A record that a walk has settled on. */
export interface Place {
  /** 1 for `c1`. */
  readonly call: number;
  readonly tool: string;
  readonly arguments: JsonObject;
  /** Property names from the observation to the array (or the object) that holds the record. */
  readonly steps: readonly string[];
  readonly index: number;
  readonly record: JsonObject;
  readonly pointer: string;
  readonly selector: Selector;
  /** What such a record is called, in the singular; undefined if nothing says it. */
  readonly noun: string | undefined;
  readonly label: string | undefined;
  readonly table: EntityTable | undefined;
  /** The text whose lines are the record. */
  readonly document?: Document;
  /** It stands in a file that the sentence before asks to find. */
  readonly searched?: boolean;
}

/** What leads from a record to the next call: a value of its own, or the other end of a relation. */
export type Reference =
  | {
      readonly kind: 'column';
      readonly edge: Edge;
      readonly key: string;
      readonly value: string | number;
      readonly pointer: string;
      /** What the value stands for: "manager", "country" of `countryId`. */
      readonly noun: string;
      /** The value is an id or a hash, which nobody would say. */
      readonly opaque?: true;
      /** The value identifies the record that holds it: its own id, or its name. */
      readonly self?: true;
    }
  | {
      readonly kind: 'relation';
      readonly edge: Edge;
      readonly value: string;
      readonly pointer: string;
      readonly steps: readonly string[];
      /** Column that holds this record's name, and column that holds the other's. */
      readonly here: string;
      readonly there: string;
      readonly type: string;
      readonly verb: string;
      /** True if this record is the subject: "the machine that it uses". */
      readonly forward: boolean;
    };

/** The name of a place as it stands in its record. */
export const nameOf = (place: Place): string | undefined => {
  const name = place.label === undefined ? undefined : place.record[place.label];
  return typeof name === 'string' ? name : undefined;
};

/** What must stand in the prompt for a place to be reached: it need not be asked for, nor looked up from there. */
export const saidOf = ({ arguments: args, selector }: Place): (string | number)[] => [
  ...[...leavesOf(args)].flatMap(({ value }) =>
    typeof value === 'string' || typeof value === 'number' ? [value] : [],
  ),
  ...(selector.kind === 'named' && selector.within !== undefined ? [selector.within.value] : []),
];

const filteredBy = ({ arguments: args, record }: Place): string[] => {
  const given = [...leavesOf(args)].map(({ value }) => value);
  return Object.keys(record).filter((key) => given.some((value) => value === record[key]));
};

/** The columns that single a record out, or that the call was asked for: nobody asks for what they said themselves. */
export const usedKeys = (place: Place): string[] => [...filteredBy(place), ...selectedBy(place)];

const selectedBy = ({ label, selector }: Place): string[] => [
  ...(label === undefined ? [] : [label]),
  ...(selector.kind === 'extreme' ? [selector.column.key] : []),
  ...(selector.kind === 'named' && selector.within !== undefined ? [selector.within.key] : []),
];
