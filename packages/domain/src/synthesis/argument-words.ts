import type { Span } from '../dataset/task.ts';
import { saysFlag } from './flag.ts';
import type { NormalizerName } from './normalizers.ts';

/**
 * Why words of a prompt, read by a normalizer, give no value to the argument at a pointer; null where they may.
 * Most say a value wherever they stand: "percent" says how to compute, and a flag's words belong to its name.
 */
export function whyNoArgument(
  prompt: string,
  { span, normalizer }: { readonly span: Span; readonly normalizer: NormalizerName },
  pointer: string,
): string | null {
  if (normalizer === 'percent') return 'says how to compute, and no argument';
  if (normalizer === 'flag' && !saysFlag(prompt, span, pointer)) return NAMES_NOTHING;
  return null;
}

/** What is said against words that are no flag's. */
export const NAMES_NOTHING = 'does not name what it switches on';
