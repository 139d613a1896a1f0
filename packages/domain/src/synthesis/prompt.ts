import type { Span } from '../dataset/task.ts';
import type { NormalizerName } from './normalizers.ts';
import type { Part } from './proposal.ts';

/** A bound piece at its place in the finished prompt. */
export interface PlacedPart {
  readonly value: string | number | true;
  readonly span: Span;
  readonly normalizer: NormalizerName;
}

/** Joins the parts of a prompt and notes where each bound piece stands, in Unicode code points. */
export function layOut(parts: readonly Part[]): { prompt: string; placed: PlacedPart[] } {
  let prompt = '';
  let at = 0;
  const placed: PlacedPart[] = [];
  for (const part of parts) {
    const text = typeof part === 'string' ? part : part.text;
    const end = at + Array.from(text).length;
    if (typeof part !== 'string')
      placed.push({ value: part.value, span: [at, end], normalizer: part.normalizer });
    prompt += text;
    at = end;
  }
  return { prompt, placed };
}
