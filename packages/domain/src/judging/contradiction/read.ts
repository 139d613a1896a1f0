import type { JsonObject } from '../../json.ts';
import type { Aggregate } from '../../synthesis/expression-facts.ts';
import type { Operators } from '../../synthesis/expression-operators.ts';
import type { Labelled } from '../draft.ts';

/** An expression as contradictions are looked for in it. */
export interface ReadExpression extends Labelled, Operators {
  readonly aggregates: readonly Aggregate[];
}

/** A task as contradictions are looked for in it. */
export interface ReadTask {
  readonly prompt: string;
  /** The prompt without quotations and paths. */
  readonly words: string;
  readonly expressions: readonly ReadExpression[];
  readonly inputs: JsonObject;
  /** The names of the tools called. */
  readonly tools: readonly string[];
  /** Where the prompt says a literal of an expression, as it is written there. */
  said(expression: ReadExpression, value: string | number): string | undefined;
}

/** Looks for one kind of contradiction; null where there is none for sure. */
export type Contradiction = (task: ReadTask) => string | null;
