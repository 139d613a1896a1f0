import type { Span } from '../dataset/task.ts';

/** The text of a half-open range of Unicode code points; undefined where the range leaves the prompt. */
export function spanText(prompt: string, [start, end]: Span): string | undefined {
  const points = Array.from(prompt);
  if (start < 0 || end <= start || end > points.length) return undefined;
  return points.slice(start, end).join('');
}
