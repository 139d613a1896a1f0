import type { Span } from '../dataset/task.ts';
import { UNSPACED } from '../words/unspaced.ts';

/** The text of a half-open range of Unicode code points; undefined where the range leaves the prompt. */
export function spanText(prompt: string, [start, end]: Span): string | undefined {
  const points = Array.from(prompt);
  if (start < 0 || end <= start || end > points.length) return undefined;
  return points.slice(start, end).join('');
}

/** What goes on with the letter before it. */
const WORD = new RegExp(`[[\\p{L}\\p{N}]--${UNSPACED}]`, 'v');

/** Whether a span begins or ends inside a word: "Ann" is not what "Anna" says. */
export function cutsWord(prompt: string, [start, end]: Span): boolean {
  const points = Array.from(prompt);
  const inside = (at: number): boolean =>
    WORD.test(points[at - 1] ?? ' ') && WORD.test(points[at] ?? ' ');
  return inside(start) || inside(end);
}
