import type { WalkPlan } from '@firefly/domain/exploration/plan';
import type { Random } from '@firefly/domain/random';
import type { Proposal } from '@firefly/domain/synthesis/proposal';
import type { Column } from '@firefly/domain/tool-graph/columns';
import type { Place } from './place.ts';
import type { Walk } from './walk.ts';

/** What a frame may look at: the walk, and what columns of like records hold over all recordings. */
export interface FrameInput {
  readonly plan: WalkPlan;
  readonly walk: Walk;
  readonly random: Random;
  /** Columns of the kind of record a place is, seen over every recording of its tool. */
  readonly columnsOf: (place: Place) => readonly Column[];
}

/**
 * A frame: a typed shape of question. It gives proposals, or one sentence why the walk does not fit.
 * Undefined: the walk is of another kind, and the frame has nothing to say.
 */
export interface Frame {
  readonly name: string;
  propose(input: FrameInput): Proposal[] | string | undefined;
}
