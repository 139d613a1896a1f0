import type { TaskDraft } from '../dataset/task.ts';
import { parseExpression } from '../synthesis/expression-ast.ts';
import { operatorsOf } from '../synthesis/expression-operators.ts';
import { spanText } from '../synthesis/span.ts';
import { isEnglish } from '../words/english.ts';
import { ownWords } from '../words/own-words.ts';
import { defineCheck } from './check.ts';
import { boundProblem } from './contradiction/bounds.ts';
import { extremeProblem } from './contradiction/extremes.ts';
import { negationProblem } from './contradiction/negations.ts';
import { orderProblem } from './contradiction/orders.ts';
import type { Contradiction, ReadExpression } from './contradiction/read.ts';
import { totalProblem } from './contradiction/totals.ts';
import { unitProblem } from './contradiction/units.ts';
import { expressionsOf, inputsOf } from './draft.ts';

const kinds: readonly Contradiction[] = [
  extremeProblem,
  boundProblem,
  negationProblem,
  orderProblem,
  totalProblem,
  unitProblem,
];

/** A prompt is 400 characters at most (`grammar`); work grows with their square, and bundles come from anywhere. */
const LONGEST = 2_000;

/**
 * Where words of an English prompt say the opposite of what the expressions do (rule 2.3); nothing of others. A
 * prompt that is far too long is not looked at, which is a problem.
 */
export function contradictions(draft: TaskDraft): string[] {
  const { prompt, bindings } = draft;
  if (prompt.length > LONGEST) return [`a prompt of over ${LONGEST} characters is not looked at`];
  const words = ownWords(prompt);
  if (!isEnglish(words)) return [];
  const expressions = expressionsOf(draft).flatMap((labelled): ReadExpression[] => {
    const parsed = parseExpression(labelled.expression);
    const operators = operatorsOf(labelled.expression);
    if (!parsed.ok || operators === undefined) return [];
    return [{ ...labelled, ...operators, aggregates: parsed.facts.aggregates }];
  });
  const said = ({ pointer }: ReadExpression, value: string | number): string | undefined => {
    const binding = bindings.find(
      (each) => 'in' in each && each.in === pointer && each.value === value,
    );
    return binding && spanText(prompt, binding.span);
  };
  const tools = draft.calls.map(({ tool }) => tool);
  const task = { prompt, words, expressions, tools, inputs: inputsOf(draft), said };
  return kinds.flatMap((kind) => kind(task) ?? []);
}

/**
 * The prompt does not say the opposite of what the expressions do: most and `$min`, more than and `<`, an average
 * and `$sum`. It is no proof that they mean the same; it only knows what cannot be meant.
 */
export const noContradiction = defineCheck('no-contradiction', (draft) => ({
  problems: contradictions(draft),
  seen: 'no word of the prompt says the opposite of an expression',
}));
