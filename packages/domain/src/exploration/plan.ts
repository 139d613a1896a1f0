import type { Json, JsonObject } from '../json.ts';
import type { Edge } from '../tool-graph/edge.ts';
import type { Operator } from '../tool-graph/operators.ts';
import type { PlannedCall } from './planned-call.ts';

/** Tries edges: values of a column given to one tool, so that the answers confirm or refute them. */
export interface TrialPlan {
  readonly kind: 'trial';
  readonly calls: readonly PlannedCall[];
}

/**
 * A walk over real data. It starts with one call (two for a comparison), settles on a record, and
 * follows up to `hops` references to further records. `menu` is the sub-DAG: the confirmed edges it
 * may take, not a script.
 */
export interface WalkPlan {
  readonly kind: 'walk';
  readonly seed: number;
  readonly start: readonly PlannedCall[];
  /** For a lookup by name: the names asked for, one per start call. Null: the start call gives a table. */
  readonly names: readonly string[] | null;
  /**
   * How the first record is chosen out of a table. `none`: the table itself is the subject;
   * `document`: no table, a text whose lines are the record.
   */
  readonly pick: 'none' | 'extreme' | 'named' | 'document';
  readonly hops: number;
  readonly menu: readonly Edge[];
  /** The last hop leads to a list of what belongs to the record; absent: to one more record. */
  readonly ends?: 'listing';
  /** The start call only searches: for a file with this word in its name, which the edge leads to. */
  readonly search?: Search;
}

/** A search for the one file in a folder whose name has a word in it. */
export interface Search {
  readonly word: string;
  readonly folder: string | undefined;
  /** From the path that is found to the tool that reads the file. */
  readonly edge: Edge;
}

/** How the legs of a joint exploration meet. `alike`: they do not, the same is asked of each. */
export type JointShape = 'alike' | 'points' | 'numbers';

/**
 * Several walks, each settling on a record, whose ends are given to operators: tools that compute
 * from two values. Legs that begin with the same call share it. `operators` is the menu.
 */
export interface JointPlan {
  readonly kind: 'joint';
  readonly seed: number;
  readonly shape: JointShape;
  readonly legs: readonly WalkPlan[];
  readonly operators: readonly Operator[];
}

/**
 * What a model may explore: the sub-DAG as a menu, not a script. It may call these tools in any order, with
 * any arguments that their schemas allow.
 */
export interface MenuPlan {
  readonly kind: 'menu';
  readonly seed: number;
  /** Tool ids. */
  readonly tools: readonly string[];
  /** The edges between them. */
  readonly edges: readonly Edge[];
}

/** Plans that `rules` can carry out without asking anybody. */
export type RulesPlan = TrialPlan | WalkPlan | JointPlan;

export type ExplorationPlan = RulesPlan | MenuPlan;

/** A call of an exploration that has been answered. */
export interface CompletedCall {
  readonly tool: string;
  readonly arguments: JsonObject;
  /** Null when the call failed. */
  readonly observation: Json | null;
  readonly failure: string | null;
}

/** What an explorer wants next. Pure: the same plan and history give the same step. */
export type NextStep =
  | { readonly call: PlannedCall }
  | { readonly stop: 'complete' }
  | { readonly stop: 'stuck'; readonly reason: string };

/** Decides the calls of an exploration that asks no model (port). */
export interface Explorer {
  next(plan: RulesPlan, history: readonly CompletedCall[]): NextStep;
}
