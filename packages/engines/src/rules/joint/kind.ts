import type { JointPlan } from '@firefly/domain/exploration/plan';
import type { Json, JsonObject } from '@firefly/domain/json';
import type { Proposal, ProposedFlow } from '@firefly/domain/synthesis/proposal';
import type { Operator } from '@firefly/domain/tool-graph/operators';
import type { FrameInput } from '../frame.ts';
import type { Walk } from '../walk.ts';

/** A call of an operator, with where each of its arguments comes from. */
export interface Join {
  readonly operator: Operator;
  readonly arguments: JsonObject;
  /** Flows into it; `to` is known once the call has its number. */
  readonly flows: readonly Omit<ProposedFlow, 'to'>[];
}

/** A join that was answered: call `cN` gave this. */
export interface MadeJoin extends Join {
  readonly call: number;
  readonly observation: Json;
}

/** A joint exploration whose legs are complete, and the joins made so far. */
export interface JointState {
  readonly plan: JointPlan;
  readonly legs: readonly Walk[];
  readonly made: readonly MadeJoin[];
}

/** What a joint exploration asks, before the name of its frame. */
export type Asked = Pick<Proposal, 'prompt' | 'fields'>;

/** A shape of question over several records, or over what operators make of them. */
export interface JointKind {
  readonly name: string;
  /** Whether legs and menu give what it needs. */
  fits(state: Omit<JointState, 'made'>): boolean;
  /** The operator call to make next; undefined when all are made. */
  next(state: JointState): Join | undefined;
  /** The question, or one sentence why there is none. */
  ask(state: JointState, columnsOf: FrameInput['columnsOf']): Asked | string;
}
