import type { Json, JsonObject } from '../json.ts';
import type { DecisionRule } from '../judging/opinions/decide.ts';
import type { Opinion } from '../judging/opinions/opinion.ts';
import type { NormalizerName } from '../synthesis/normalizers.ts';
import type { Rollouts } from './rollouts.ts';

/** Who explored and wrote: rules, or a model. */
export type Engine = 'rules' | 'anthropic';

/** A recorded call inside a task. Ids run `c1`, `c2`, … in the order of calling. */
export interface TaskCall {
  readonly id: string;
  readonly server: string;
  readonly tool: string;
  readonly fingerprint: string;
  readonly arguments: JsonObject;
  /** The JSON-RPC result as recorded (after redaction). */
  readonly result: Json;
  readonly observation: Json;
  readonly state_key: string | null;
  readonly duration_ms: number;
}

/** An argument leaf (or whole array) computed from earlier observations (rule 2.5). */
export interface TaskFlow {
  /** The call whose observation holds the value. */
  readonly from: string;
  /** JSONata over `{c1: …, c2: …}` of the calls before `to`. */
  readonly expression: string;
  readonly from_pointer: string;
  readonly to: string;
  readonly to_pointer: string;
  /** Conversion of the evaluated value before it becomes the argument. */
  readonly convert?: 'number' | 'string' | undefined;
}

/** Half-open range of Unicode code points of the prompt. */
export type Span = readonly [start: number, end: number];

/** An argument leaf whose value stands in the prompt. */
export interface ArgumentBinding {
  readonly call: string;
  readonly pointer: string;
  readonly span: Span;
  readonly normalizer: NormalizerName;
}

/** A literal inside an expression whose value stands in the prompt; `in` is a pointer into the task. */
export interface LiteralBinding {
  readonly in: string;
  readonly value: string | number;
  readonly span: Span;
  readonly normalizer: NormalizerName;
}

export type Binding = ArgumentBinding | LiteralBinding;

/** A leaf an answer field really depends on. */
export interface Source {
  readonly call: string;
  readonly pointer: string;
}

/** How a reward compares one value with its label; the rules are in docs/reward.md. */
export type ValueCompare =
  | { readonly type: 'exact' }
  | {
      readonly type: 'number';
      /** Share of the label; it leaves whole numbers exact. */
      readonly relative: number;
      /** In the label's unit, for whole numbers too. */
      readonly absolute?: number | undefined;
    }
  | { readonly type: 'date' }
  | { readonly type: 'text' };

/**
 * How a reward compares an answer's field with the label. `verify` always compares exactly. `of` says how
 * the elements of a list compare; without it numbers as the answer protocol says, all else exactly.
 */
export type Compare =
  | ValueCompare
  | { readonly type: 'set'; readonly of?: ValueCompare | undefined }
  | { readonly type: 'list'; readonly of?: ValueCompare | undefined };

export interface TaskField {
  readonly name: string;
  readonly kind: 'scalar' | 'list';
  readonly expression: string;
  readonly sources: readonly Source[];
  readonly compare: Compare;
  /** The field picks one of two or more values of one role that stand in the prompt (rule 2.7). */
  readonly choice?: true | undefined;
}

/** How hard a task is: by its structure alone, or by how often a solver got it right. */
export interface Difficulty {
  readonly level: 'easy' | 'medium' | 'hard';
  readonly basis: 'structural' | 'measured';
}

/** A task before its verdict: what `synthesize` writes and `judge` reads. */
export interface TaskDraft {
  readonly prompt: string;
  readonly answer: JsonObject;
  readonly answer_schema: JsonObject;
  readonly answer_template: string;
  readonly fields: readonly TaskField[];
  readonly calls: readonly TaskCall[];
  readonly flows: readonly TaskFlow[];
  readonly bindings: readonly Binding[];
  readonly needed_tools: readonly string[];
  readonly offered_tools: readonly string[];
  readonly servers: readonly string[];
  readonly signature: string;
  readonly difficulty: Difficulty;
  readonly engine: Engine;
  readonly seed: number;
}

/** A deterministic test of a task, with what it saw. */
export interface CheckResult {
  readonly name: string;
  readonly passed: boolean;
  /** One sentence; for a failure it names the place and the reason. */
  readonly evidence: string;
}

/** What was made of the opinions of models: the rule, as it was configured, and what came of it in words. */
export interface Decided {
  readonly rule: DecisionRule;
  readonly sentence: string;
}

/** Checks and judges together. `judges` is empty without a model: no opinion, and so no decision. */
export interface Verdict {
  readonly accepted: boolean;
  readonly checks: readonly CheckResult[];
  readonly judges: readonly Opinion[];
  readonly decision?: Decided | undefined;
}

/** One row of `tasks.jsonl`. */
export interface Task extends TaskDraft {
  readonly format: 'firefly.task/1';
  readonly id: string;
  readonly run_id: string;
  readonly split: 'train' | 'test';
  readonly verdict: Verdict;
  /** Whether its golden trajectory was replayed, and what a solver made of it if one was asked. */
  readonly solve: { readonly replay: boolean; readonly rollouts?: Rollouts | undefined };
}
