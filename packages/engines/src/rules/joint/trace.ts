import type { CompletedCall, JointPlan, NextStep } from '@firefly/domain/exploration/plan';
import { canonicalJson } from '@firefly/domain/identity';
import { traceWalk, type Walk } from '../walk.ts';
import type { MadeJoin } from './kind.ts';
import { jointQuestion } from './kinds.ts';

/** A joint exploration as far as its history reaches, and what comes next. */
export interface Joint {
  readonly step: NextStep;
  /** Once all calls are made. The places of the legs go by the calls of the whole. */
  readonly complete?: {
    readonly legs: readonly Walk[];
    readonly made: readonly MadeJoin[];
    readonly question: NonNullable<ReturnType<typeof jointQuestion>>;
  };
}

const keyOf = (call: Pick<CompletedCall, 'tool' | 'arguments'>): string =>
  canonicalJson([call.tool, call.arguments]);

/** The walk with its calls numbered as in the whole exploration. */
const renumbered = (walk: Walk, numbers: readonly number[]): Walk => ({
  ...walk,
  places: walk.places.map((place) => ({ ...place, call: numbers[place.call - 1] ?? place.call })),
  table: walk.table && { ...walk.table, call: numbers[walk.table.call - 1] ?? walk.table.call },
});

/** The first call of each request, and its number. */
function answersIn(history: readonly CompletedCall[]) {
  const answers = new Map<string, { readonly call: CompletedCall; readonly number: number }>();
  for (const [at, call] of history.entries())
    if (!answers.has(keyOf(call))) answers.set(keyOf(call), { call, number: at + 1 });
  return answers;
}

/** The legs one after the other, as far as their calls were answered. */
function traceLegs(
  plan: JointPlan,
  answers: ReturnType<typeof answersIn>,
): { readonly legs: readonly Walk[] } | { readonly step: NextStep } {
  const legs: Walk[] = [];
  for (const leg of plan.legs) {
    const own: CompletedCall[] = [];
    const numbers: number[] = [];
    let walk = traceWalk(leg, own);
    while ('call' in walk.step) {
      const answer = answers.get(keyOf(walk.step.call));
      if (answer === undefined) return { step: walk.step };
      own.push(answer.call);
      numbers.push(answer.number);
      walk = traceWalk(leg, own);
    }
    if (walk.step.stop === 'stuck') return { step: walk.step };
    legs.push(renumbered(walk, numbers));
  }
  return { legs };
}

/** Reads a history as legs and joins, and says what comes next. Pure; folds from the start each time. */
export function traceJoint(plan: JointPlan, history: readonly CompletedCall[]): Joint {
  const answers = answersIn(history);
  const traced = traceLegs(plan, answers);
  if ('step' in traced) return traced;
  const { legs } = traced;
  const question = jointQuestion({ plan, legs });
  if (question === undefined)
    return { step: { stop: 'stuck', reason: 'the records give nothing to compute or compare' } };
  const made: MadeJoin[] = [];
  for (;;) {
    const next = question.next(made);
    if (next === undefined)
      return { step: { stop: 'complete' }, complete: { legs, made, question } };
    const call = { tool: next.operator.tool, arguments: next.arguments };
    const answer = answers.get(keyOf(call));
    if (answer === undefined) return { step: { call } };
    if (answer.call.observation === null) {
      const reason = `${call.tool} failed: ${answer.call.failure}`;
      return { step: { stop: 'stuck', reason } };
    }
    made.push({ ...next, call: answer.number, observation: answer.call.observation });
  }
}
