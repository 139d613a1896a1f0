import type { JsonObject } from '@firefly/domain/json';
import type { Column } from '@firefly/domain/tool-graph/columns';
import type { Document } from '@firefly/domain/tool-graph/documents';
import type { Edge } from '@firefly/domain/tool-graph/edge';
import type { EntityTable } from '@firefly/domain/tool-graph/tables';

/** How a record is singled out. `none`: it stands alone, or the observation itself is the record. */
export type Selector =
  | { readonly kind: 'none' }
  | { readonly kind: 'extreme'; readonly column: Column; readonly end: 'max' | 'min' }
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

/** The columns that single a record out: nobody asks for what they said themselves. */
export const usedKeys = ({ label, selector }: Place): string[] => [
  ...(label === undefined ? [] : [label]),
  ...(selector.kind === 'extreme' ? [selector.column.key] : []),
  ...(selector.kind === 'named' && selector.within !== undefined ? [selector.within.key] : []),
];
