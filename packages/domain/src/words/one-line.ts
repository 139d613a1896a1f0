import { CONTROL_CHARACTERS } from './control-characters.ts';

/**
 * A text of a server or a model on one line of at most `most` UTF-16 units, cut with an ellipsis: it stands
 * beside others and may not look like one of them.
 */
export function oneLine(text: string, most: number): string {
  // What is left out is not read: a text may be of any length.
  const line = text
    .slice(0, 4 * most)
    .replace(CONTROL_CHARACTERS, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .toWellFormed();
  return line.length <= most
    ? line
    : `${line
        .slice(0, most - 1)
        .replace(/[\ud800-\udbff]$/u, '')
        .trimEnd()}…`;
}
