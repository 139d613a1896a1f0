import type { JsonObject } from '../json.ts';

/** How an edge is known: `judged` by a model. */
export type Evidence = 'schema' | 'observed' | 'judged' | 'executed';
export type Confidence = 'high' | 'medium' | 'low';

/** An output field of one tool can feed an input parameter of another. */
export interface Edge {
  /** Tool id `server/tool` whose output holds the value. */
  readonly from: string;
  /** Shape pointer into the observation: array positions are `*`. */
  readonly fromPath: string;
  readonly to: string;
  /** Shape pointer into the arguments. */
  readonly toPath: string;
  /** The meaning both ends share, as `semanticType` names it. */
  readonly meaning: string;
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
  /** Arguments that stand beside the value, whatever it is: which repository, which folder. */
  readonly companions?: JsonObject;
  /** The only values that may flow: those that the other end is known to mean too. */
  readonly only?: readonly (string | number)[];
  /** The answers list what belongs to the value; else they are the one record of it. */
  readonly lists?: true;
  /** What else the call needs must come from elsewhere: over this edge alone none can be made. */
  readonly partial?: true;
}
