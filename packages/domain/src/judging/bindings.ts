import type { Binding, TaskDraft } from '../dataset/task.ts';
import type { Json } from '../json.ts';
import { valueAt } from '../pointer.ts';
import { NAMES_NOTHING, whyNoArgument } from '../synthesis/argument-words.ts';
import { normalize } from '../synthesis/normalizers.ts';
import { cutsWord, spanText } from '../synthesis/span.ts';
import { show } from './check.ts';
import { callOf, sameJson } from './draft.ts';

export const bindingPlace = (binding: Binding): string =>
  'in' in binding
    ? `the binding of ${show(binding.value)} in ${binding.in}`
    : `the binding of ${binding.call} ${binding.pointer || '(the whole)'}`;

/** What a binding's span gives; a problem where it gives nothing. */
export function boundValue(
  prompt: string,
  binding: Binding,
): { readonly value: Json } | { readonly problem: string } {
  const text = spanText(prompt, binding.span);
  if (text === undefined) return { problem: 'its span leaves the prompt' };
  if (cutsWord(prompt, binding.span)) return { problem: `its span ${show(text)} cuts a word` };
  const why =
    'call' in binding
      ? whyNoArgument(prompt, binding, binding.pointer)
      : binding.normalizer === 'flag'
        ? NAMES_NOTHING
        : null;
  if (why !== null) return { problem: `its span ${show(text)} ${why}` };
  const value = normalize(binding.normalizer, text);
  return value === undefined
    ? { problem: `${show(text)} is nothing that "${binding.normalizer}" reads` }
    : { value };
}

/**
 * Why a binding does not hold, or null. It names an argument leaf, or a literal (see `accounted` for
 * whether the expression holds it).
 */
export function bindingProblem(draft: TaskDraft, binding: Binding): string | null {
  const bound = boundValue(draft.prompt, binding);
  if ('problem' in bound) return bound.problem;
  if ('in' in binding) {
    return sameJson(bound.value, binding.value) ? null : `its span gives ${show(bound.value)}`;
  }
  const argument = valueAt(callOf(draft, binding.call).arguments, binding.pointer);
  if (sameJson(bound.value, argument)) return null;
  return `its span gives ${show(bound.value)}, the argument is ${show(argument)}`;
}
