import type { Compare, TaskFlow } from '../dataset/task.ts';
import type { NormalizerName } from './normalizers.ts';

/** A piece of a prompt. A bound piece carries the value that arguments or literals take from it. */
export type Part =
  | string
  | {
      readonly text: string;
      readonly value: string | number;
      readonly normalizer: NormalizerName;
    };

/** An answer field before it is evaluated: the writer gives the expression, never the value. */
export interface ProposedField {
  readonly name: string;
  readonly kind: 'scalar' | 'list';
  readonly expression: string;
  readonly compare: Compare;
  readonly choice?: true;
  /** What the field is called in a sentence: "The {says} is …". */
  readonly says: string;
}

/** An argument that flows from an earlier call, as the explorer bound it. */
export interface ProposedFlow {
  readonly from: string;
  readonly expression: string;
  readonly fromPointer: string;
  readonly to: string;
  readonly toPointer: string;
  readonly convert?: TaskFlow['convert'];
}

/** A task as a frame proposes it, before labels, spans and checks. */
export interface Proposal {
  readonly frame: string;
  readonly prompt: readonly Part[];
  readonly fields: readonly ProposedField[];
  readonly flows: readonly ProposedFlow[];
}

/** Why a frame gave no task for an exploration. */
export interface Misfit {
  readonly frame: string;
  readonly reason: string;
}
