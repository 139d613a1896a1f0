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

/** A joint exploration whose legs are complete. */
export interface JointLegs {
  readonly plan: JointPlan;
  readonly legs: readonly Walk[];
}

/** What a joint exploration asks, before the name of its frame. */
export type Asked = Pick<Proposal, 'prompt' | 'fields'>;

/** A question that legs and menu permit: the joins it needs, one after the other, and its words. */
export interface JointQuestion {
  /** The operator call to make next, given those made; undefined when there is none to make. */
  next(made: readonly MadeJoin[]): Join | undefined;
  /** The question, or one sentence why there is none. */
  ask(made: readonly MadeJoin[], columnsOf: FrameInput['columnsOf']): Asked | string;
}

/** A shape of question over several records, or over what operators make of them. */
export interface JointKind {
  readonly name: string;
  /** Undefined if legs and menu do not give what it needs. */
  open(given: JointLegs): JointQuestion | undefined;
}
