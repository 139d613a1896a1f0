import type { ToolRow } from '@firefly/contracts/bundle';
import type { AnswerFit } from '@firefly/domain/dataset/answer-fit';
import type { Task } from '@firefly/domain/dataset/task';
import type { JsonObject } from '@firefly/domain/json';
import type { DecisionRule } from '@firefly/domain/judging/opinions/decide';
import type { Evaluate } from '@firefly/domain/ports';
import type { KnownRecording } from './catalog.ts';
import type { Recomputed } from './findings.ts';

/** What the checks of one task share. */
export interface TaskContext {
  readonly task: Task;
  readonly runId: string | undefined;
  /** By which opinions were to decide, as the manifest says; undefined where it names none. */
  readonly decisionRule: DecisionRule | undefined;
  readonly tools: ReadonlyMap<string, ToolRow>;
  readonly recordings: ReadonlyMap<string, readonly KnownRecording[]>;
  readonly evaluate: Evaluate;
  readonly fit: AnswerFit;
  /** `{c1: observation, …}` of the first `count` calls. */
  inputs(count: number): JsonObject;
  /** Position of a call by its id; -1 for none. */
  indexOf(call: string): number;
  add(place: string, message: string): void;
  count(kind: keyof Recomputed, by?: number): void;
}

/** A memoized `inputs`: evaluators recognize inputs that they have seen by identity. */
export function makeInputs(task: Task): TaskContext['inputs'] {
  const made = new Map<number, JsonObject>();
  return (count) => {
    const inputs =
      made.get(count) ??
      Object.fromEntries(task.calls.slice(0, count).map((call) => [call.id, call.observation]));
    made.set(count, inputs);
    return inputs;
  };
}
